"""A Markdown body cut in segments, one for each thing that a translator translates at once.

A segment is a heading, a paragraph, an element of a list or a row of a table, with its Markdown. Its name
says its block and its place in it (``b3.2``): the body is made again from the segments alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

FENCE = re.compile(r" {0,3}(```+|~~~+)")
HEADING = re.compile(r"#{1,6}[ \t]+")
BULLET = re.compile(r"[ \t]*[-*+][ \t]+")
NUMBERED = re.compile(r"[ \t]*\d{1,9}[.)][ \t]+", re.ASCII)
QUOTE = re.compile(r"[ \t]*>[ \t]?")
RULE_OF_TABLE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
MARKS = (HEADING, BULLET, NUMBERED, QUOTE)
INDENT = re.compile(r"[ \t]*")
NAME = re.compile(r"b([1-9]\d{0,4})\.([1-9]\d{0,4})", re.ASCII)
TARGET = re.compile(r"\]\(\s*<?([^)\s>]+)|<((?:https?:|mailto:)[^>\s]+)>|^ {0,3}\[[^\]\n]+\]:\s*(\S+)", re.MULTILINE)
GROUPED = re.compile(r"(?<=\d)[ \u00a0\u202f,.'’٬](?=\d{3}(?!\d))")
NUMBER = re.compile(r"\d+(?:[.,٫]\d+)*")


@dataclass(frozen=True)
class Segment:
    """A piece of a body; ``kept`` ones (code, the rule of a table) are not translated."""

    name: str
    text: str
    kind: str
    kept: bool = False


def segments(body: str) -> list[Segment]:
    """The segments of a body, in order."""
    found: list[Segment] = []
    for number, lines in enumerate(_blocks(body), 1):
        for rank, (kind, text) in enumerate(_pieces(lines), 1):
            found.append(Segment(f"b{number}.{rank}", text, kind, kind in ("code", "filet")))
    return found


def body_of(pieces: Iterable[tuple[str, str]]) -> str:
    """The body from its segments, (name, text) in any order; one empty line between blocks.

    >>> body_of([("b2.1", "- un"), ("b1.1", "Deux :"), ("b2.2", "- deux")])
    'Deux :\\n\\n- un\\n- deux'
    """
    places = sorted((int(match[1]), int(match[2]), text) for name, text in pieces if (match := NAME.fullmatch(name)))
    return "\n\n".join("\n".join(text for *_, text in block) for _, block in groupby(places, key=lambda p: p[0]))


def _blocks(body: str) -> Iterator[list[str]]:
    block: list[str] = []
    fence = ""
    for line in body.split("\n"):
        opening = FENCE.match(line)
        if fence:
            block.append(line)
            if opening and opening[1].startswith(fence) and line.strip() == opening[1]:
                fence = ""
                yield block
                block = []
        elif opening:
            if block:
                yield block
            block, fence = [line], opening[1]
        elif line.strip():
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _pieces(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Kind and text of each segment of a block."""
    if FENCE.match(lines[0]):
        yield "code", "\n".join(lines)
        return
    table = len(lines) > 1 and "|" in lines[0] and RULE_OF_TABLE.fullmatch(lines[1]) is not None
    kind, held = "", list[str]()
    for rank, line in enumerate(lines):
        new = "filet" if table and rank == 1 else "rangee" if table else _kind(line)
        if held and (new or kind == "titre"):
            yield kind, "\n".join(held)
            held = []
        if not held:
            kind = new or "texte"
        held.append(line)
    yield kind, "\n".join(held)


def _kind(line: str) -> str:
    """What starts with a line; nothing when it continues what stands above."""
    return "titre" if HEADING.match(line) else "element" if BULLET.match(line) or NUMBERED.match(line) else ""


def aligned(french: Sequence[Segment], other: Sequence[Segment]) -> tuple[dict[str, str], bool]:
    """What of a translation stands for each French segment, by name, and whether both have the same shape."""
    here, there = [one.kind for one in french], [one.kind for one in other]
    if [one.name for one in french] == [one.name for one in other] and here == there:
        return {a.name: b.text for a, b in zip(french, other, strict=True)}, True
    pairs: dict[str, str] = {}
    for match in SequenceMatcher(None, here, there, autojunk=False).get_matching_blocks():
        for step in range(match.size):
            pairs[french[match.a + step].name] = other[match.b + step].text
    return pairs, False


def remarked(source: str, target: str) -> str:
    """A translation with the mark that starts its source (``## ``, ``- ``), which translators' tools may lose.

    >>> remarked("  - deux", "two"), remarked("## Titre", "# Title"), remarked("En 2026", "2026. gadā")
    ('  - two', '## Title', '2026\\\\. gadā')
    """
    text = target.strip() if "\n" in source else " ".join(target.split("\n")).strip()
    for mark in MARKS:
        if found := mark.match(source):
            return found[0] + mark.sub("", text, count=1)
    indent = INDENT.match(source)
    # A text that is no list or heading in French must not become one.
    safe = re.sub(r"^(\d*)([-*+#.)])", r"\1\\\2", text) if any(mark.match(text) for mark in MARKS[:3]) else text
    return (indent[0] if indent else "") + safe


def word_count(*texts: str) -> int:
    """Words to translate: what stands between spaces, without addresses and marks.

    >>> word_count("## Où aller", "- Voir [le site](https://www.quebec.ca/) et `code`.")
    7
    """
    return sum(any(c.isalnum() for c in word) for text in texts for word in TARGET.sub("] ", text).split())


def lost(source: str, target: str) -> tuple[list[str], list[str]]:
    """Links and numbers of a French segment that its translation does not have.

    >>> lost("Payez 1 200 $ ([détails](frais.md)) avant le 31.", "Pay $1,200 before the 30.")
    (['frais.md'], ['31'])
    """
    links = Counter(_links(source)) - Counter(_links(target))
    numbers = Counter(_numbers(source)) - Counter(_numbers(target))
    return list(links), list(numbers)


def _links(text: str) -> list[str]:
    return ["".join(filter(None, match.groups())) for match in TARGET.finditer(text)]


def _numbers(text: str) -> list[str]:
    """The numbers of a text in the digits 0 to 9, without grouping, whatever the script."""
    plain = GROUPED.sub("", TARGET.sub("] ", NUMBERED.sub("", text, count=1) if NUMBERED.match(text) else text))
    return ["".join("." if c in ",.٫" else str(int(c)) for c in match[0]) for match in NUMBER.finditer(plain)]
