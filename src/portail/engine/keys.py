"""What a page is made of, as a hash: the same key gives the same bytes, so the page need not be made again.

A key errs on one side only: it may change though the page would not, never the other way round.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import portail
from portail.assemble import Prepared
from portail.assemble.tree import front_matter
from portail.engine.site import Site
from portail.model.scalars import SOURCE_LANGUAGE
from portail.pages import SitePage


def digest(*parts: str) -> str:
    """A hash of several texts; where one ends and the next begins counts."""
    state = hashlib.blake2b(digest_size=20)
    for part in parts:
        data = part.encode()
        state.update(len(data).to_bytes(8, "big"))
        state.update(data)
    return state.hexdigest()


@cache
def program_key() -> str:
    """Stands for this program and the libraries that make pages."""
    code = Path(portail.__file__).parent
    texts = [path.read_text(encoding="utf-8") for path in sorted(code.rglob("*.py"))]
    libraries = [f"{name} {version(name)}" for name in ("jinja2", "markdown", "babel", "lxml", "mkdocs-material")]
    return digest(*libraries, *texts)


class PortalKeys(NamedTuple):
    """What the pages of all the languages of a portal depend on."""

    site: str
    """Program, settings, theme, portal: of every page."""
    data: str
    """Plans, follow-up, visits, cards of fiches: of the generated pages."""


def portal_keys(prepared: Prepared) -> PortalKeys:
    """The keys that all languages share, computed once."""
    return PortalKeys(site_key(prepared), _data_key(prepared))


def site_key(prepared: Prepared) -> str:
    """Stands for what all the pages of a portal share: program, settings, theme, portal, date, assets."""
    theme = sorted(path for path in (prepared.root / "theme").rglob("*") if path.suffix in (".html", ".yml"))
    return digest(
        program_key(),
        (prepared.root / "mkdocs.yml").read_text(encoding="utf-8"),
        prepared.sources.portal.document.source.text,
        prepared.on.isoformat(),
        str(bool(prepared.sources.glossary.get(SOURCE_LANGUAGE))),  # its page is in the foot of each page
        repr(prepared.assets),
        Site(prepared, SOURCE_LANGUAGE).french_lessons,
        *(f"{path.name}\0{path.read_text(encoding='utf-8')}" for path in theme),
        *(f"{slug}.{code}\0{page.value.title}" for (slug, code), page in sorted(prepared.sources.pages.items())),
    )


def _data_key(prepared: Prepared) -> str:
    sources = prepared.sources
    texts = [plan.plan.document.source.text for plan in sources.plans.values()]
    texts += [f"{r.path}\0{r.document.source.text}" for plan in sources.plans.values() for r in plan.records]
    texts += [row.model_dump_json() for row in sources.visits]
    texts += [f"{fiche.slug}\0{fiche.french.document.value!r}" for fiche in sources.fiches.values()]
    texts += [journey.document.source.text for journey in sources.journeys]
    texts += [page.document.source.text for _, page in sorted(sources.pages.items())]
    return digest(*texts)


def language_key(prepared: Prepared, keys: PortalKeys, language: str) -> str:
    """Stands for what the generated pages of a language show."""
    fiches = prepared.sources.fiches.items()
    cards = [f"{slug}\0{f.translations[language].document.value!r}" for slug, f in fiches if language in f.translations]
    return digest(keys.data, *cards)


def links_key(urls: dict[str, str]) -> str:
    """Stands for what links in texts may lead to."""
    return digest(*(f"{name}\0{url}" for name, url in sorted(urls.items())))


def page_key(page: SitePage, site: str, data: str, links: str) -> str:
    """The key of a page, from its own inputs and those it shares."""
    head = json.dumps(front_matter(page), ensure_ascii=False)
    return digest(site, head, data if page.template else f"{links}\0{page.body}")
