"""``donnees/registre-langues.csv``: every page of the site that is not in French, and why it may exist.

For the directive that a body of the Administration adopts on its use of other languages (Charte de la
langue française, art. 29.15). A text that the portal wrote has its method and date; a page made by the
tool (lists, plans, search) speaks with the words of the interface. What nobody declared is said so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from portail.exports.tables import table
from portail.load.portal import Sources
from portail.model.scalars import SOURCE_LANGUAGE
from portail.model.translation import SECTIONS, Basis
from portail.pages.site import SitePage

COLUMNS = (
    "adresse", "langue", "titre", "adresse_francaise", "exception", "article", "methode", "date", "fraicheur",
)  # fmt: skip
REGISTER = "donnees/registre-langues.csv"
UNDECLARED = "à déclarer"
INTERFACE = "mots de l'interface"


def language_register(sources: Sources, pages: Mapping[str, Sequence[SitePage]], languages: Sequence[str]) -> str:
    """The register of a portal as CSV; French stand-ins for missing translations are no part of it."""
    return table(COLUMNS, (row for language in languages for row in _rows(sources, pages[language])))


def _rows(sources: Sources, pages: Sequence[SitePage]) -> Iterator[Sequence[object]]:
    portal = sources.portal.value
    for page in pages:
        if page.text_language == SOURCE_LANGUAGE:
            continue
        basis: Basis | None = portal.exception
        method: str | None = INTERFACE
        day: object = None
        fiche = sources.fiches.get(page.path.removeprefix("guide/")) if page.path.startswith("guide/") else None
        if fiche:
            made = fiche.translations[page.language].value
            basis, method, day = fiche.french.value.exception or basis, made.method, made.translated_on
        elif own := sources.pages.get((page.path or "index", page.language)):
            method, day = own.value.method or UNDECLARED, own.value.translated_on
        yield (
            _address(portal.url, page.path, page.language), page.language, page.title,
            _address(portal.url, page.path, SOURCE_LANGUAGE), basis or UNDECLARED, SECTIONS[basis] if basis else None,
            method, day, page.details.get("fraicheur"),
        )  # fmt: skip


def _address(url: str | None, path: str, language: str) -> str:
    """The public address, or the one from the site's root when the portal has none yet."""
    prefix = "" if language == SOURCE_LANGUAGE else f"{language}/"
    last = f"{path}.html" if path == "404" else f"{path}/" if path else ""
    return f"{url or '/'}{prefix}{last}"
