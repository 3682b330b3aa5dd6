"""The only reader of input files: bytes in, values with positions or problems out."""

from portail.sources.document import Document, read_front_matter, read_yaml
from portail.sources.tree import SourceFile, Tree

__all__ = ["Document", "SourceFile", "Tree", "read_front_matter", "read_yaml"]
