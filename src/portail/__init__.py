"""Static multilingual immigration portals for municipalities of Québec."""

__version__ = "0.1.0"
