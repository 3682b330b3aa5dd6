"""From files to models: every problem of every file in one run, nothing raised."""

from portail.load.portal import Sources, load_portal, portal_names
from portail.load.typed import Loaded

__all__ = ["Loaded", "Sources", "load_portal", "portal_names"]
