"""Pages of the guide: index, fiches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Literal, get_args

from portail.load.guide import FicheSources
from portail.load.portal import Sources
from portail.model.guide import Stage, StatusOfPerson, Theme
from portail.model.scalars import SOURCE_LANGUAGE
from portail.pages.contexts import FicheCard, Group, GroupContext, GuideContext
from portail.pages.glossary import Explained, glossary_pages
from portail.pages.search import search_page
from portail.pages.site import Crumb, SitePage
from portail.strings import Strings
from portail.translations import fiche_freshness

THEMES: tuple[str, ...] = get_args(Theme)
STAGES: tuple[str, ...] = get_args(Stage)
STATUSES: tuple[str, ...] = get_args(StatusOfPerson)


def guide_pages(sources: Sources, language: str, strings: Strings, on: dt.date) -> Iterator[SitePage]:
    """The guide of a portal in one language."""
    cards = fiche_cards(sources, language)
    everywhere = sources.portal.value.languages
    context = GuideContext(cards, *groups(cards))
    title = strings["guide.titre"]
    yield SitePage(
        "guide", language, language, "guide", title, strings["guide.resume"], everywhere, "guide.html", context
    )
    yield from _group_pages(cards, language, strings, everywhere)
    neighbours = _Neighbours(cards)
    explained = Explained(sources, language)
    for slug, fiche in sources.fiches.items():
        yield fiche_page(fiche, language, strings, on, everywhere, neighbours.of(slug), explained)
    yield from glossary_pages(explained, language, strings, everywhere)
    yield search_page(sources, language, strings, cards)


def _group_pages(
    cards: Sequence[FicheCard], language: str, strings: Strings, everywhere: tuple[str, ...]
) -> Iterator[SitePage]:
    """A page for each moment of the first year and for each kind of person."""
    _, stages, statuses = groups(cards)
    everyone = [card for card in cards if not card.statuses]
    crumbs = (Crumb(strings["guide.titre"], "guide", language),)
    kinds: tuple[tuple[Literal["moment", "personne"], str, list[Group], list[FicheCard]], ...] = (
        ("moment", "etape", stages, []),
        ("personne", "personne", statuses, everyone),
    )
    for kind, words, found, shared in kinds:
        for group in found:
            own = [card for card in group.fiches if card not in shared]
            context = GroupContext(kind, group.key, groups(own)[0], shared, found)
            yield SitePage(
                f"guide/{kind}/{group.key}", language, language, "guide", strings[f"{words}.{group.key}"],
                strings[f"guide.{kind}"], everywhere, "group.html", context, crumbs=crumbs,
            )  # fmt: skip


def fiche_cards(sources: Sources, language: str) -> list[FicheCard]:
    """All fiches as lists show them, in the order of themes."""
    cards = [fiche_card(fiche, language) for fiche in sources.fiches.values()]
    return sorted(cards, key=lambda card: (THEMES.index(card.theme), card.slug))


def fiche_card(fiche: FicheSources, language: str) -> FicheCard:
    """A fiche in a language, or in French when it is not translated."""
    french, translation = fiche.french.value, fiche.translations.get(language)
    title, summary = (
        (translation.value.title, translation.value.summary) if translation else (french.title, french.summary)
    )
    text_language = language if translation else SOURCE_LANGUAGE
    return FicheCard(fiche.slug, title, summary, text_language, french.theme, french.statuses, french.stages)


def groups(cards: Sequence[FicheCard]) -> tuple[list[Group], list[Group], list[Group]]:
    """The cards by theme, by stage and by status; a fiche without stage or status is for all."""
    themes = [Group(key, tuple(c for c in cards if c.theme == key)) for key in THEMES]
    stages = [Group(key, tuple(c for c in cards if key in c.stages)) for key in STAGES]
    statuses = [Group(key, tuple(c for c in cards if not c.statuses or key in c.statuses)) for key in STATUSES]
    return _filled(themes), _filled(stages), _filled(statuses)


def _filled(found: list[Group]) -> list[Group]:
    return [group for group in found if group.fiches]


class _Neighbours:
    """Finds what to read after a fiche: the same theme, then the same stage; four at most."""

    def __init__(self, cards: Sequence[FicheCard]) -> None:
        self._cards = {card.slug: card for card in cards}
        self._themes = {key: [c for c in cards if c.theme == key] for key in THEMES}
        self._stages = {key: [c for c in cards if key in c.stages] for key in STAGES}

    def of(self, slug: str, most: int = 4) -> list[FicheCard]:
        mine = self._cards[slug]
        found: dict[str, FicheCard] = {}
        for group in [self._themes[mine.theme], *(self._stages[stage] for stage in mine.stages)]:
            for card in group:
                if len(found) == most:
                    break
                if card.slug != slug:
                    found.setdefault(card.slug, card)
        return list(found.values())


def fiche_page(
    fiche: FicheSources,
    language: str,
    strings: Strings,
    on: dt.date,
    languages: tuple[str, ...],
    related: Sequence[FicheCard],
    explained: Explained,
) -> SitePage:
    """A fiche with what stands around its text: who it is for, sources, dates, neighbours."""
    french, translation = fiche.french.value, fiche.translations.get(language)
    card = fiche_card(fiche, language)
    body = translation.document.body if translation else fiche.french.document.body
    details: dict[str, object] = {
        "theme": french.theme,
        "statuts": list(french.statuses),
        "etapes": list(french.stages),
        "verifie_le": french.verified_on.isoformat(),
        "verifie_par": french.verified_by,
        "a_reverifier": on > french.review_by,
        "fraicheur": fiche_freshness(fiche, language, on) if language != SOURCE_LANGUAGE else "a-jour",
        "methode": translation.value.method if translation else "",
        "exception": french.exception or "",
        "sources": [s.model_dump(mode="json", exclude_none=True) for s in french.sources],
        "voisines": [{"path": c.path, "titre": c.title, "langue": c.language} for c in related],
        "lexique": explained.of(body),
        "mots": len(body.split()),
    }
    written = tuple(code for code in languages if code == SOURCE_LANGUAGE or code in fiche.translations)
    source = (translation or fiche.french).path
    crumbs = (
        Crumb(strings["guide.titre"], "guide", language),
        Crumb(strings[f"theme.{french.theme}"], f"guide#theme-{french.theme}", language),
    )
    return SitePage(
        f"guide/{fiche.slug}", language, card.language, "guide", card.title, card.summary, written,
        body=body, crumbs=crumbs, source=source, details=details,
    )  # fmt: skip
