"""Whether a translation is of today's French text: computed, never declared.

- ``a-jour``: it carries the hash of today's French text, or of a text from which only declared minor edits
  (``retouches``) lead to it.
- ``a-reviser``: the French text has changed in substance since.
- ``perimee``: the same, and nobody has caught up within the delay in which the fiche itself must be
  verified again (``a_reverifier``), counted from the day of the translation (``traduit_le``).
- ``absente``: there is no translation; the French text stands in its place.

The states are those of the design (§ 3.3), after Integreat's: a translation older than the last change of
substance of its source is outdated, minor versions apart, and what has waited longer than a threshold is
told apart (notes on the field, § 1.1). The threshold is the one that the fiche already declares.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from portail.load.guide import FicheSources
from portail.load.portal import Sources
from portail.model import Fiche, MinorEdit, text_hash
from portail.model.scalars import SOURCE_LANGUAGE, months_after
from portail.model.translation import Freshness

PAGE_DELAY: int = Fiche.model_fields["review_after"].default
"""Months in which a translation of a portal's own page must catch up: as for a fiche that does not say."""


def fiche_freshness(fiche: FicheSources, language: str, on: dt.date) -> Freshness:
    """The state of a fiche's translation on a day."""
    translation = fiche.translations.get(language)
    if translation is None:
        return "absente"
    french, made = fiche.french.value, translation.value
    if made.source_hash in same_texts(fiche.hash, french.minor_edits):
        return "a-jour"
    return "perimee" if on > months_after(made.translated_on, french.review_after) else "a-reviser"


def page_freshness(sources: Sources, slug: str, language: str, on: dt.date) -> Freshness:
    """The state of the translation of a portal's own page; without a hash, nothing says that it is up to date."""
    translation = sources.pages.get((slug, language))
    if translation is None:
        return "absente"
    french, made = sources.pages[slug, SOURCE_LANGUAGE], translation.value
    if made.source_hash in same_texts(page_hash(sources, slug), french.value.minor_edits):
        return "a-jour"
    late = made.translated_on is None or on > months_after(made.translated_on, PAGE_DELAY)
    return "perimee" if late else "a-reviser"


def page_hash(sources: Sources, slug: str) -> str:
    """The hash of the French text of a portal's own page."""
    page = sources.pages[slug, SOURCE_LANGUAGE]
    return text_hash(page.value.title, page.value.summary, page.document.body)


def same_texts(current: str, edits: Iterable[MinorEdit]) -> frozenset[str]:
    """The hashes of the French texts from which minor edits alone lead to today's.

    >>> from portail.model import MinorEdit
    >>> sorted(same_texts("c", [MinorEdit(before="a", after="b"), MinorEdit(before="b", after="c")]))
    ['a', 'b', 'c']
    >>> sorted(same_texts("d", [MinorEdit(before="a", after="b")]))  # a change of substance came after
    ['d']
    """
    pairs = list(edits)
    found = {current}
    while more := {edit.before for edit in pairs if edit.after in found} - found:
        found |= more
    return frozenset(found)
