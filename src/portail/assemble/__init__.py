"""Sources → values → models → progress → pages, ready for an engine; or written as a docs tree."""

from portail.assemble.prepare import Prepared, prepare, read
from portail.assemble.tree import write_docs_tree

__all__ = ["Prepared", "prepare", "read", "write_docs_tree"]
