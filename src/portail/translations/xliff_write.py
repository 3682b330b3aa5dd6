"""A text as XLIFF 1.2, the exchange file that translators' tools read.

https://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html: one ``file`` a text, one ``trans-unit`` a
segment. ``build-num`` carries the hash of the French text.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from portail import __version__
from portail.model.scalars import SOURCE_LANGUAGE
from portail.translations.segments import aligned, segments, word_count
from portail.translations.texts import Text

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
LONGEST = {"titre": 120, "resume": 250}
"""Characters of a translated title and summary, as the models have it."""
NOTES = {
    "titre": "Titre de la page",
    "resume": "À quoi sert la page, en une phrase",
    "mots_cles": "Mots-clés, séparés par des points-virgules ; mettre ceux que taperait une personne de cette langue",
}
ADVICE = (
    "Garder les signes Markdown (## - ** |), les adresses entre parenthèses et les chiffres. "
    "Les noms d'organismes québécois restent en français."
)
SEPARATOR = "; "


def xliff(french: Text, translation: Text | None, language: str, fresh: bool) -> bytes:
    """The exchange file of a text; the translation that exists is its target, to be revised unless ``fresh``."""
    names: dict[str | None, str] = {None: NAMESPACE}
    root = etree.Element(_tag("xliff"), {"version": "1.2"}, names)  # type: ignore[arg-type]
    file = etree.SubElement(root, _tag("file"), {
        "original": french.path, "source-language": SOURCE_LANGUAGE, "target-language": language,
        "datatype": "x-markdown", "build-num": french.hash, "tool-id": "portail",
    })  # fmt: skip
    file.set(SPACE, "preserve")
    header = etree.SubElement(file, _tag("header"))
    count = etree.SubElement(header, _tag("count-group"), name="mots")
    words = word_count(french.title, french.summary, *french.keywords, french.body)
    etree.SubElement(count, _tag("count"), {"count-type": "total", "unit": "word"}).text = str(words)
    etree.SubElement(header, _tag("tool"), {
        "tool-id": "portail", "tool-name": "portail", "tool-version": __version__,
    })  # fmt: skip
    etree.SubElement(header, _tag("note"), {LANG: "fr"}).text = ADVICE
    body = etree.SubElement(file, _tag("body"))
    for name, source, target, kept, certain in _units(french, translation):
        _add_unit(body, name, source, target, kept, language, _state(target, certain and fresh, translation))
    etree.indent(root)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"


Unit = tuple[str, str, str, bool, bool]
"""Name, French, translation or nothing, whether it is kept as it is, whether the two surely correspond."""


def _units(french: Text, made: Text | None) -> Iterator[Unit]:
    yield "titre", french.title, made.title if made else "", False, True
    yield "resume", french.summary, made.summary if made else "", False, True
    if french.keywords:
        target = SEPARATOR.join(made.keywords) if made else ""
        yield "mots_cles", SEPARATOR.join(french.keywords), target, False, True
    pieces = segments(french.body)
    targets, alike = aligned(pieces, segments(made.body)) if made else ({}, False)
    for piece in pieces:
        target = piece.text if piece.kept else targets.get(piece.name, "")
        yield piece.name, piece.text, target, piece.kept, alike


def _state(target: str, fresh: bool, translation: Text | None) -> dict[str, str]:
    """The state of a target (XLIFF 1.2, § 2.2.2): what a machine made or what has aged asks for review."""
    if not target or translation is None:
        return {"state": "new"}
    by_machine = translation.method == "machine"
    state = {"state": "translated" if fresh and not by_machine else "needs-review-translation"}
    return {**state, "state-qualifier": "mt-suggestion"} if by_machine else state


def _add_unit(
    body: etree._Element, name: str, source: str, target: str, kept: bool, language: str, state: dict[str, str]
) -> None:
    unit = etree.SubElement(body, _tag("trans-unit"), id=name, resname=name)
    if kept:
        unit.set("translate", "no")
    if name in LONGEST:
        unit.set("maxwidth", str(LONGEST[name]))
        unit.set("size-unit", "char")
    one = etree.SubElement(unit, _tag("source"), {LANG: SOURCE_LANGUAGE})
    one.text = source
    other = etree.SubElement(unit, _tag("target"), {LANG: language, **({"state": "final"} if kept else state)})
    other.text = target
    if name in NOTES:
        etree.SubElement(unit, _tag("note"), {LANG: "fr"}).text = NOTES[name]


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
