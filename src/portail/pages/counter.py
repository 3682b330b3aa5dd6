"""« Comptoir »: pages chosen for someone, as a link, a QR code and a sheet with the French beside."""

from __future__ import annotations

from collections.abc import Sequence

from portail.load.portal import Sources
from portail.model.scalars import SOURCE_LANGUAGE
from portail.pages.contexts import CounterContext, FicheCard
from portail.pages.guide import fiche_cards, groups
from portail.pages.site import SitePage
from portail.strings import Strings

PATH = "comptoir"


def counter_page(sources: Sources, language: str, strings: Strings, cards: Sequence[FicheCard]) -> SitePage:
    """The page ``/comptoir/`` of a portal in one language; ``cards`` are all its fiches."""
    french = {card.slug: card for card in fiche_cards(sources, SOURCE_LANGUAGE)}
    return SitePage(
        PATH, language, language, "comptoir", strings["comptoir.titre"], strings["comptoir.resume"],
        sources.portal.value.languages, "counter.html", CounterContext(groups(cards)[0], french),
    )  # fmt: skip
