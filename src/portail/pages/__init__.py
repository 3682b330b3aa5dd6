"""Which pages a portal has, per language, with a typed context each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from portail.load.plan import records_in_force
from portail.load.portal import Sources
from portail.model.scalars import SOURCE_LANGUAGE
from portail.pages.contexts import HomeContext, NotFoundContext, OfflineContext
from portail.pages.counter import counter_page
from portail.pages.guide import fiche_cards, groups, guide_pages
from portail.pages.journey import journey_page
from portail.pages.plan import plan_pages
from portail.pages.site import Crumb, SitePage, relative
from portail.progress import Content, PlanProgress, plan_progress
from portail.strings import Strings
from portail.translations import page_freshness

__all__ = ["Crumb", "SitePage", "portal_contents", "portal_pages", "portal_progress", "relative"]

NOT_FOUND = "404"
OFFLINE = "hors-ligne"
STANDALONE = (NOT_FOUND, OFFLINE)
"""Pages that are shown at the addresses of others: their links hold from anywhere, no list names them."""


def portal_progress(sources: Sources, on: dt.date) -> list[PlanProgress]:
    """The progress of each plan of the portal, in the portal's order."""
    contents = portal_contents(sources)
    return [
        plan_progress(plan.plan.value, records_in_force(plan.records, on), on, contents, sources.visits)
        for plan in sources.plans.values()
    ]


def portal_contents(sources: Sources) -> list[Content]:
    """The fiches, as what plans count."""
    return [Content(f.slug, f.french.value.published_on, f.french.value.counts_for) for f in sources.fiches.values()]


def portal_pages(
    sources: Sources, progress: Sequence[PlanProgress], language: str, strings: Strings, on: dt.date
) -> list[SitePage]:
    """All pages of a portal in one language."""
    cards = fiche_cards(sources, language)
    themes, stages, statuses = groups(cards)
    everywhere = sources.portal.value.languages
    home = sources.pages.get(("index", language)) or sources.pages.get(("index", SOURCE_LANGUAGE))
    text_language = language if ("index", language) in sources.pages or not home else SOURCE_LANGUAGE
    portal = sources.portal.value
    title = home.value.title if home else strings["accueil.bienvenue"]
    summary = home.value.summary if home else portal.welcome.get(language) or portal.welcome["fr"]
    context = HomeContext(portal, stages, statuses, themes, progress)
    return [
        SitePage("", language, language, "accueil", title, summary, everywhere, "home.html", context,
                 details={"langue_titre": text_language}),
        *guide_pages(sources, language, strings, on),
        journey_page(sources, language, strings, cards),
        counter_page(sources, language, strings, cards),
        *plan_pages(sources, progress, language, strings, cards),
        *_own_pages(sources, language, on),
        SitePage(NOT_FOUND, language, language, "page", strings["404.titre"], strings["404.resume"], everywhere,
                 "404.html", NotFoundContext(themes)),
        *([SitePage(OFFLINE, language, language, "page", strings["hors_ligne.titre"], strings["hors_ligne.resume"],
                    everywhere, "offline.html", OfflineContext())] if portal.offline else []),
    ]  # fmt: skip


def _own_pages(sources: Sources, language: str, on: dt.date) -> list[SitePage]:
    pages = []
    for slug in sorted({slug for slug, _ in sources.pages} - {"index"}):
        page = sources.pages.get((slug, language)) or sources.pages[slug, SOURCE_LANGUAGE]
        text_language = language if (slug, language) in sources.pages else SOURCE_LANGUAGE
        written = tuple(code for code in sources.portal.value.languages if (slug, code) in sources.pages)
        details: dict[str, object] = {}
        if language == text_language != SOURCE_LANGUAGE:
            details = {"fraicheur": page_freshness(sources, slug, language, on), "methode": page.value.method or ""}
        pages.append(
            SitePage(slug, language, text_language, "page", page.value.title, page.value.summary, written,
                     body=page.document.body, source=page.path, details=details)
        )  # fmt: skip
    return pages
