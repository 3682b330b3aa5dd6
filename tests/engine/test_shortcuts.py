"""The shortcuts of the engine change nothing: Markdown, facts of pages, shells."""

from __future__ import annotations

from pathlib import Path

import markdown
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conftest import Project
from portail.check.page import _parsed_page, _plain_page
from portail.engine.settings import markdown_settings
from portail.engine.shortcuts import shorten

ROOT = Path(__file__).parents[2]
PIECES = (
    "mot", " ", "\n", "\n\n", "  \n", "    ", "*", "**", "_", "`", "``", "[", "]", "(", ")", "](", "](nas.md)", "![",
    "[^1]", "[^1]: ", "[a]: https://b.ca", "*[NAS]: ", "# ", "## Titre", "\n===\n", "\n---\n", "> ", "- ", "1. ", "|",
    "| a | b |\n|---|---|\n", ": ", "\n:   ", "!!! note\n    ", "&", "&amp;", "<", ">", "<https://a.ca>", "<a@b.ca>",
    "\\", "\\*", "```\n", "~~~", "é", "ا", "[TOC]", "***", "é*b*", "{", "}", "!", "NAS", "\u00a0",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)


def library(text: str, *, shortened: bool) -> str:
    settings_ = markdown_settings(ROOT)
    options = {**settings_.options, "toc": {**settings_.options.get("toc", {}), "marker": ""}}
    md = markdown.Markdown(extensions=list(settings_.extensions), extension_configs=options)
    md.preprocessors.deregister("html_block")
    md.inlinePatterns.deregister("html")
    if shortened:
        shorten(md)
    return f"{md.convert(text)}\n{getattr(md, 'toc_tokens', '')}"


@given(TEXTS)
@example("Un *mot*, un **autre** et `du code` ; [lien](nas.md)[^1].\n\n[^1]: Une note.\n")
@settings(max_examples=300, deadline=None, derandomize=True)
def test_markdown_is_what_the_library_makes(text: str) -> None:
    assert library(text, shortened=True) == library(text, shortened=False)


HEAD = '<!doctype html>\n<html lang="fr" dir="ltr">\n<head><title>Titre</title></head><body><h1>Titre</h1>'
MARKUP = (
    '<p id="a">', "</p>", '<a href="../nas/">', '<a href="../nas/#b">', "</a>", '<a href="https://a.ca/?x=1&amp;y=2">',
    '<a href="javascript:x">', "<a href=x>", '<a HREF="//x.ca">', "<a onclick=x>", '<p onclick="x">', '<p style="x">',
    "<br>", "<br/>", '<img src="a.png" alt="a > b">', '<img src="https://x.ca/a.png">', '<img srcset="//x.ca/a.png">',
    "<script>", "</script>", '<script src="a.js"></script>', '<script type="module" src="https://x.ca/a.js"></script>',
    '<link rel="canonical" href="https://x.ca/">', '<link rel="stylesheet" href="https://x.ca/a.css">', "<h2>", "</h2>",
    "<h4>", "<h1>", '<iframe src="a">', "a < b", "&lt;p id=x&gt;", " on=", '<p id="a"', '">', "<!-- <p id='z'> -->",
    "<svg viewBox='0 0 1 1'>", '<svg viewBox="0 0 1 1">', "</svg>", "texte", '<a href="">', "<a href>", "<p id>",
    '<form action="/x">', "<P>", '<meta content="on style">', "<base href='x'>", '<a href=" javascript:x">',
    '<a href="#é">', '<a href="/abs/">',
)  # fmt: skip


@given(st.lists(st.sampled_from(MARKUP), max_size=8).map("".join))
@settings(max_examples=400, deadline=None, derandomize=True)
def test_a_page_of_the_usual_form_needs_no_parser(body: str) -> None:
    page = ("guide/logement/index.html", f"{HEAD}{body}</body></html>".encode(), "fr", "ltr", "/")
    plain, parsed = _plain_page(*page), _parsed_page(*page)
    if plain is not None:
        assert plain._replace(targets=()) == parsed._replace(targets=())
        assert set(plain.targets) == set(parsed.targets)


def test_the_pages_that_are_built_are_of_the_usual_form(published: Project) -> None:
    site = (published.root / "site" / "ville").resolve()
    pages = [path for path in site.rglob("index.html") if not path.is_relative_to(site / "en")]
    assert len(pages) > 3
    for path in pages:
        assert _plain_page(path.relative_to(site).as_posix(), path.read_bytes(), "fr", "ltr", "/"), path
