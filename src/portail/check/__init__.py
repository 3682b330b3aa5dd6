"""The built HTML, before anyone sees it: links, languages, ids, titles, third parties, forbidden markup."""

from portail.check.links import broken_links
from portail.check.page import PageFacts, read_page

__all__ = ["PageFacts", "broken_links", "read_page"]
