"""The glossary: its page, and the words that each fiche needs explained."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from portail.load.portal import Sources
from portail.model.scalars import SOURCE_LANGUAGE
from portail.pages.contexts import GlossaryContext
from portail.pages.site import SitePage
from portail.strings import Strings

PATH = "glossaire"


class Entry(NamedTuple):
    """A word as a reader is shown it; ``language`` is that of its meaning, ``stands_for`` is always French."""

    term: str
    stands_for: str
    meaning: str
    language: str
    forms: tuple[str, ...]


class Explained:
    """The words explained to the readers of a language: in theirs, else in French.

    Without a French glossary there is none in any language: a page exists in French first.
    """

    def __init__(self, sources: Sources, language: str) -> None:
        known: dict[str, Entry] = {}
        french_first = (SOURCE_LANGUAGE, language) if sources.glossary.get(SOURCE_LANGUAGE) else ()
        for spoken in dict.fromkeys(french_first):
            for file in sources.glossary.get(spoken, ()):
                for one in file.value.terms:
                    french = known.get(one.term.casefold())
                    forms = dict.fromkeys((one.term, *one.forms, *(french.forms if french else ())))
                    stands_for = one.stands_for or (french.stands_for if french else "")
                    known[one.term.casefold()] = Entry(one.term, stands_for, one.meaning, spoken, tuple(forms))
        self.entries = sorted(known.values(), key=lambda entry: entry.term.casefold())
        self._by_form = {_key(form): entry for entry in self.entries for form in entry.forms}
        each = [_pattern(form) for form in sorted(self._by_form, key=len, reverse=True)]
        self._any = re.compile(rf"(?<![\w-])(?:{'|'.join(each)})(?![\w-])") if each else None

    def of(self, body: str) -> list[dict[str, str]]:
        """The words of a text that are explained, in the order of their first use."""
        found = self._any.findall(body) if self._any else []
        met = [self._by_form.get(form) or self._by_form.get(form.casefold()) for form in found]
        return [
            {"terme": entry.term, "developpe": entry.stands_for, "sens": entry.meaning, "langue": entry.language}
            for entry in {entry.term: entry for entry in met if entry}.values()
        ]


def _key(form: str) -> str:
    return form if form.isupper() else form.casefold()


def _pattern(form: str) -> str:
    """An acronym is met in capitals only: « TAL » is not the « tal » of Spanish."""
    return re.escape(form) if form.isupper() else f"(?i:{re.escape(form)})"


def glossary_pages(
    explained: Explained, language: str, strings: Strings, languages: tuple[str, ...]
) -> Iterator[SitePage]:
    """The page of all explained words, when there are any."""
    if explained.entries:
        title, summary = strings["glossaire.titre"], strings["glossaire.resume"]
        context = GlossaryContext(explained.entries)
        words = [[*entry[:4], *entry.forms] for entry in explained.entries]
        yield SitePage(
            PATH, language, language, "guide", title, summary, languages, "glossary.html", context,
            details={"entrees": words},
        )  # fmt: skip
