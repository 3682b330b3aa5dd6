"""Hostile Markdown: refused by ``check`` at its place, harmless even if it were not, and never slow."""

from __future__ import annotations

import re
import time
from html import unescape
from textwrap import dedent

import pytest
from lxml import html

from conftest import MINIMAL, ROOT, Project
from hostile.safety import accepted, refused
from portail.check import read_page
from portail.engine.markdown import Converter
from portail.engine.settings import new_markdown
from portail.prose import Neighbours, check_prose
from portail.sources import Document, SourceFile

FICHE = "guide/commun/logement.md"
MARKUP = [
    "<script>alert(1)</script>", "<script src=//evil.invalid/x></script>", "<img src=x onerror=alert(1)>", "<b>x</b>",
    "<svg/onload=alert(1)>", "<SCRIPT\n>alert(1)</SCRIPT>", "<img\nsrc=x\nonerror=alert(1)>", "</div>", "<!-- x -->",
    "<?php echo 1 ?>", "<![CDATA[x]]>", "<style>*{display:none}</style>", "<meta http-equiv=refresh content=0>",
    "<base href=//evil.invalid>", "<form action=//evil.invalid><input>", "<iframe src=//evil.invalid>",
    "<a href=x>y</a>", "<ftp://evil.invalid>", "<javascript:alert(1)>", "<mailto:x onclick=alert(1)>",
    "<https://x onclick=alert(1)>", "\\`<b>x</b>\\`", "`a\nb` <b>x</b> `c`", "# `a\nx <b>y</b>`", "```\n<b>x</b>",
    "~~~\n<b>\n```", "   ```\n<b>\n   ```", "``` a b\n<b>\n```", "    <b>x</b>", "> <b>x</b>", "- <b>x</b>",
    "| a |\n| - |\n| <b> |", "[^1]\n\n[^1]: <b>x</b>", "!!! note \"<b>\"\n    x", "*[ab]: <b>x</b>\n\nab",
    "terme\n: <b>x</b>", "<https://[x>", "[x](https://[x)",
]  # fmt: skip
LINKS = [
    "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](java\tscript:alert(1))",
    "[x](java\nscript:alert(1))", "[x]( javascript:alert(1))", "[x](\njavascript:alert(1))",
    "[x](<javascript:alert(1)>)", "[x](data:text/html,x)", "[x](vbscript:x)", "[x](file:///etc/passwd)",
    "[a [b] c](javascript:alert(1))", "[x][y]\n\n[y]: javascript:alert(1)", "[x]\n\n[x]: javascript:alert(1)",
    "[x][y]\n\n[y]:\n  javascript:alert(1)", "[x][y]\n\n[y]: <javascript:alert(1)>", "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))", "[x](%6Aavascript:)", "![](images/x.png)", "![x](https://evil.invalid/x.png)",
    "![x](//evil.invalid/x.png)", "![x](data:image/svg+xml,<svg>)", "[x](//evil.invalid)", "[x](/etc/passwd)",
    "[x](\\\\evil.invalid)", "[x](../../../../etc/passwd)", "[x](rien.md)", "![x](rien.png)", "[x](../)",
    "[![x](https://evil.invalid/x.png)](logement.md)", "[x](logement.md", "[x](logement.md#a\n\nb)",
    "[x](LOGEMENT.md)",
]  # fmt: skip
HARMLESS = [
    "## Contenu", "## Recherche", "## Le bail", "## عنوان", "## !!!",
    "`<b>x</b>`", "``a ` <b>``", "```html\n<script>alert(1)</script>\n```", "~~~\n<b>\n~~~", "3 < 4 et 5 > 4", "a <- b",
    "<https://www.quebec.ca/>", "<mailto:info@ville.ca>", "{{7*7}}", "{% include 'main.html' %}", "{% raw %}", "{#x#}",
    "[[x]]", "\\[x\\](y)", "&lt;script&gt;", "[x](logement.md)", "[x](#le-bail)", "[x](tel:+14185551234)",
    "[x](https://fr.wikipedia.org/wiki/Bail_(droit))", "*_a_*", "\\", "|", "---", "[^1]\n\n[^1]: note", "a  \nb",
]  # fmt: skip
TAGS = {
    "p", "pre", "code", "em", "blockquote", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "div", "h1", "sup",
    "a", "hr", "ol", "abbr", "dl", "dt", "dd", "br",
}  # fmt: skip
LONG = 29_000
SLOW = {
    "brackets": "[", "images": "![", "links": "[a](", "double brackets": "[[a]]", "parentheses": "[a](((",
    "angle": "<", "tags": "<a ", "automatic links": "<https://a", "stars": "*a ", "emphasis": "**a _b ",
    "many stars": "***a", "quotes": "> ", "dashes": "- ", "pipes": "|a", "escapes": "\\", "ampersands": "&",
    "footnotes": "[^1]", "colons": ": ", "headings": "# a\n", "fences": "~~~a\n", "fences of three": "```\n",
    "abbreviations": "*[a]: b\n", "lists": "* a\n", "tables": "|a|\n|-|\n", "references": "[a]: b\n", "lines": "a\n",
    "paragraphs": "a\n\n", "spaces": " ", "underlines": "a\n===\n", "comments": "<!--", "entities": "&a;",
    "braces": "{{", "definitions": "a\n: b\n\n", "notes": "!!! note\n    a\n\n",
}  # fmt: skip


def converted(text: str) -> str:
    """The HTML that the text would give if nothing checked it."""
    return Converter(new_markdown(ROOT), {}).convert(text, FICHE, "guide/logement/").html


def page_of(body: str) -> bytes:
    return f"<!doctype html><html lang=fr dir=ltr><title>x</title><h1>x</h1>{body}</html>".encode()


def fiche(number: int, text: str) -> dict[str, str]:
    """A fiche of its own for a text, as every other but for its title."""
    head = MINIMAL[FICHE].split("---")[1].replace("Trouver un logement", f"Fiche {number}")
    return {f"guide/commun/fiche-{number}.md": f"---{dedent(head)}---\nLisez.\n\n{text}\n\n## Le bail\n"}


def test_every_one_is_refused(published: Project) -> None:
    for number, text in enumerate(MARKUP + LINKS):
        published.write(fiche(number, text))
    report = published.check().report
    for number, text in enumerate(MARKUP + LINKS):
        assert re.search(rf"fiche-{number}\.md:\d+:\d+: erreur\[(contenu-interdit|lien-brise)\]", report), text
    refused(published, "contenu-interdit")


@pytest.mark.parametrize("text", [text for text in MARKUP if "https://" not in text])
def test_markup_is_inert_even_unchecked(text: str) -> None:
    allowed = {
        "p",
        "pre",
        "code",
        "em",
        "blockquote",
        "ul",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "div",
        "h1",
    }
    allowed |= {"sup", "a", "hr", "ol", "abbr", "dl", "dt", "dd", "br"}
    tree = html.fragment_fromstring(converted(text), create_parent="main")
    assert {str(element.tag) for element in tree.iterdescendants()} <= TAGS
    assert {name for element in tree.iterdescendants() for name in element.attrib} <= {"class", "id", "href", "title"}


@pytest.mark.parametrize("text", [text for text in LINKS if "script" in text and "%" not in text])
def test_live_addresses_are_seen_in_the_page(text: str) -> None:
    body = converted(text)
    faults = read_page("guide/logement/index.html", page_of(body), "fr", "ltr").faults
    values = [
        value for element in html.fragment_fromstring(body, create_parent=True).iter() for value in element.values()
    ]
    assert any("refusée" in fault for fault in faults) or not any("script" in value.lower() for value in values)


def test_every_harmless_one_is_taken(project: Project) -> None:
    for number, text in enumerate(HARMLESS):
        project.write(fiche(number, text))
    accepted(project)
    for number, text in enumerate(HARMLESS):
        page = project.page(f"guide/fiche-{number}")
        assert "49" not in re.sub("<(?:script|link)[^>]*>", "", page)  # nor is it a hash in the name of a file
        assert text[:2] not in ("{{", "{%", "{#") or text in unescape(page)


@pytest.mark.parametrize("name", SLOW)
def test_a_text_is_refused_before_it_slows_the_converter(name: str) -> None:
    body = (SLOW[name] * LONG)[:LONG]
    started = time.process_time()
    found = list(check_prose(Document(SourceFile("a.md", body), body=body), Neighbours(())))
    assert time.process_time() - started < 1
    if not found:
        converted(body)
    assert time.process_time() - started < 3


@pytest.mark.parametrize("body", ["x" * 40_000, "a b\n" * 10_000], ids=["one line", "lines"])
def test_a_text_that_is_too_long(body: str, published: Project) -> None:
    refused(published.edit(FICHE, "Lisez le bail avant de signer.", body), "fichier-trop-gros")


def test_nested_lists_do_not_exhaust_the_stack(published: Project) -> None:
    refused(published.edit(FICHE, "Lisez le bail", "- " * 500 + "Lisez le bail"), "contenu-interdit")
    nested = "\n".join(" " * (4 * n) + "- a" for n in range(150))
    published.edit(FICHE, "- " * 500 + "Lisez le bail avant de signer.", nested)
    assert published.build().code in (0, 1)
