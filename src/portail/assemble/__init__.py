"""Sources → values → models → progress → pages → one real docs tree, ready for the engine."""

from portail.assemble.prepare import Prepared, prepare

__all__ = ["Prepared", "prepare"]
