"""What the page skeleton (``theme/main.html``) is told of the site, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace

from portail.assemble import Prepared
from portail.model.scalars import SOURCE_LANGUAGE
from portail.pages import STANDALONE
from portail.pages.glossary import PATH as GLOSSARY

LESSONS = "guide/francisation"


@dataclass(frozen=True)
class Site:
    """The site seen from one language: names, menu, addresses."""

    prepared: Prepared
    language: str

    @property
    def name(self) -> str:
        return self._say(self.prepared.sources.portal.value.name)

    @property
    def tagline(self) -> str:
        return self._say(self.prepared.sources.portal.value.tagline)

    @property
    def state(self) -> str:
        return self.prepared.sources.portal.value.state

    @property
    def exception(self) -> str:
        """The exception of the Charte de la langue française that the municipality relies on, or nothing."""
        return self.prepared.sources.portal.value.exception or ""

    @property
    def french_lessons(self) -> str:
        """The address of the fiche on learning French, or nothing when the guide has none."""
        return LESSONS if LESSONS.removeprefix("guide/") in self.prepared.sources.fiches else ""

    @property
    def colour(self) -> str:
        return self.prepared.sources.portal.value.colours.main

    @property
    def contact(self) -> object:
        return self.prepared.sources.portal.value.contact

    @property
    def date(self) -> object:
        return self.prepared.on

    @property
    def languages(self) -> list[tuple[str, str, str]]:
        """Code, own name and direction of each language of the portal."""
        strings = self.prepared.strings
        return [(code, strings[code]["langue.nom"], strings[code].direction) for code in self.prepared.languages]

    @property
    def menu(self) -> list[tuple[str, str]]:
        """Sections of the main menu: address and word."""
        strings = self.prepared.strings[self.language]
        sections = ["guide", "plan"] if self.prepared.sources.plans else ["guide"]
        return [(section, strings[f"menu.{section}"]) for section in sections]

    @property
    def own_pages(self) -> list[tuple[str, str, str]]:
        """Address, title and language of the portal's own pages, for the footer."""
        return [
            (page.path, page.title, page.text_language)
            for page in self.prepared.pages[self.language]
            if (page.section == "page" and page.path not in STANDALONE) or page.path == GLOSSARY
        ]

    @property
    def assets(self) -> SimpleNamespace:
        assets = self.prepared.assets
        direction = self.prepared.strings[self.language].direction
        return SimpleNamespace(
            style=assets.style,
            search_style=assets.search_style,
            search=assets.search,
            finder=assets.finder,
            header=assets.header,
            icon=assets.icon,
            offline=assets.offline,
            journey=assets.journey,
            journey_style=assets.journey_style,
            counter=assets.counter,
            counter_style=assets.counter_style,
            preload=assets.preload(direction),
        )

    def prefix(self, language: str) -> str:
        return self.prepared.prefix(language)

    def root(self, language: str) -> str:
        return self.prefix(language) or "."

    def address(self, path: str) -> str:
        """``guide#logement`` → ``guide/#logement``; a page shown at others' addresses has none: the home page's."""
        page, mark, anchor = path.partition("#")
        page = "" if page in STANDALONE else page
        return (f"{page}/" if page else "") + mark + anchor

    def absolute(self, path: str, language: str) -> str:
        """The public address of a page in a language."""
        return f"{self.prepared.sources.portal.value.url}{self.prefix(language)}{self.address(path)}"

    def _say(self, text: Mapping[str, str]) -> str:
        return text.get(self.language) or text[SOURCE_LANGUAGE]
