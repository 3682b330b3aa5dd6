"""The search page, and the index that a browser downloads when somebody searches."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache

from portail.load.guide import FicheSources
from portail.load.portal import Sources
from portail.model.scalars import SOURCE_LANGUAGE
from portail.pages.contexts import FicheCard, SearchContext
from portail.pages.site import SitePage
from portail.strings import Strings

HEADING = re.compile(r"^#{2,3} +(.+?) *#* *$", re.MULTILINE)
STANDS_OUT = re.compile(r"\*\*([^*\n]{2,60})\*\*|\b([A-Z][A-ZÀ-Ý0-9]{1,9})\b")
"""Bold words and acronyms: what a text says that its title, keywords and headings may not."""
KILO = 1000


def search_page(sources: Sources, language: str, strings: Strings, cards: list[FicheCard]) -> SitePage:
    """The search page; it says what a search costs, which is the weight of the index it downloads."""
    weights = {"octets": len(index_text(sources, language).encode())}
    if language != SOURCE_LANGUAGE:
        weights["octets_fr"] = len(index_text(sources, SOURCE_LANGUAGE).encode())
    kilobytes = [-(-weight // KILO) for weight in weights.values()]
    by_title = sorted(cards, key=lambda card: (card.language != language, _plain(card.title)))
    return SitePage(
        "recherche", language, language, "recherche", strings["recherche.titre"], strings["recherche.resume"],
        sources.portal.value.languages, "search.html", SearchContext(by_title, kilobytes[0], kilobytes[-1]),
        details={**weights},
    )  # fmt: skip


def _plain(title: str) -> str:
    """A title without accents or capitals, for its place between A and Z."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", title.casefold()) if not unicodedata.combining(sign))


def index_text(sources: Sources, language: str) -> str:
    """The index of a language, as it is downloaded."""
    return json.dumps(search_index(sources, language), ensure_ascii=False, separators=(",", ":"))


def search_index(sources: Sources, language: str) -> dict[str, object]:
    """What the search looks in: the fiches written in the language, its synonyms and its empty words."""
    known = [one.value for one in sources.synonyms.get(language, ())]
    rows = (_row(fiche, language) for fiche in sources.fiches.values())
    return {
        "pages": [row for row in rows if row],
        "synonymes": [list(group) for one in known for group in one.groups],
        "renvois": [[list(lead.words), list(lead.to)] for one in known for lead in one.leads],
        "vides": sorted({word for one in known for word in one.empty}),
    }


def _row(fiche: FicheSources, language: str) -> dict[str, object] | None:
    """Path, title, keywords, headings, words that stand out and summary; None when it is not in the language."""
    written = fiche.french if language == SOURCE_LANGUAGE else fiche.translations.get(language)
    if written is None:
        return None
    value = written.value
    headings, others = _words_of(written.document.body)
    said = " ".join((value.title, value.summary, *value.keywords, *headings)).casefold()
    row: dict[str, object] = {"p": f"guide/{fiche.slug}", "t": value.title, "r": value.summary}
    parts = {"m": value.keywords, "h": headings, "a": [word for word in others if word.casefold() not in said]}
    return row | {key: list(words) for key, words in parts.items() if words}


@lru_cache(maxsize=4096)
def _words_of(body: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The headings of a text, and its bold words and acronyms, each once."""
    others = dict.fromkeys(bold or acronym for bold, acronym in STANDS_OUT.findall(body))
    return tuple(HEADING.findall(body)), tuple(others)
