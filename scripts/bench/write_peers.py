"""The same content for the peers, each as its own documentation says to lay out a multilingual site."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import yaml
from blocks import HUGO, MATERIAL, STARLIGHT, Flavour, Page
from content import Corpus, write
from pictures import NAMES, picture
from speech import word

HERE = Path(__file__).resolve().parent
SITE = "https://exemple.invalid/"
EXTENSIONS = ["abbr", "admonition", "def_list", "footnotes", "tables", "toc"]
SECTIONS = ("guide", "plan", "apropos")


def write_mkdocs(corpus: Corpus, root: Path) -> None:
    """Material and static-i18n as they come: suffix files, their navigation, their search."""
    for language in corpus.languages:
        suffix = "" if language == "fr" else f".{language}"
        for page in corpus.pages(language):
            write(root / "docs" / f"{page.path}{suffix}.md", _markdown(page, MATERIAL))
    _write_pictures(corpus, root / "docs/guide/images")
    languages = [{"locale": code, "name": word(code, "nom"), "default": code == "fr"} for code in corpus.languages]
    config = _material("fr") | {
        "plugins": ["search", {"i18n": {"docs_structure": "suffix", "languages": languages}}],
    }
    write(root / "mkdocs.yml", _yaml(config))


def write_zensical(corpus: Corpus, root: Path) -> None:
    """Zensical knows no static-i18n: one project per language, joined by ``extra.alternate``."""
    alternate = [{"name": word(code, "nom"), "link": f"/{code}/", "lang": code} for code in corpus.languages]
    for language in corpus.languages:
        for page in corpus.pages(language):
            write(root / language / "docs" / f"{page.path}.md", _markdown(page, MATERIAL))
        _write_pictures(corpus, root / language / "docs/guide/images")
        config = _material(language) | {"site_url": f"{SITE}{language}/", "extra": {"alternate": alternate}}
        write(root / language / "mkdocs.yml", _yaml(config))


def write_hugo(corpus: Corpus, root: Path, *, navigation: bool = False) -> None:
    """Hugo with a small theme of ours (``hugo/layouts``), a content folder per language.

    Its pages hold what ours hold; with ``navigation`` each also lists all pages, as those of the other peers.
    """
    shutil.copytree(HERE / "hugo", root, dirs_exist_ok=True)
    for language in corpus.languages:
        for page in corpus.pages(language):
            name = page.path.removesuffix("index") + "_index" if page.path.endswith("index") else page.path
            write(root / "content" / language / f"{name}.md", _markdown(page, HUGO))
    _write_pictures(corpus, root / "static/images")
    languages = {
        code: {
            "label": word(code, "nom"),
            "locale": code,
            "direction": "rtl" if code == "ar" else "ltr",
            "contentDir": f"content/{code}",
            "title": word(code, "site"),
            "weight": rank,
            "params": {key: word(code, key) for key in ("accueil", *SECTIONS)},
        }
        for rank, code in enumerate(corpus.languages, 1)
    }
    base = (HERE / "hugo/hugo.yaml").read_text("utf-8")
    write(root / "hugo.yaml", base + _yaml({"params": {"navigation": navigation}, "languages": languages}))


def write_starlight(corpus: Corpus, root: Path) -> None:
    """Starlight as it comes: French at the root, a folder per other language, Pagefind on."""
    for language in corpus.languages:
        folder = root / "src/content/docs" / ("" if language == "fr" else language)
        for page in corpus.pages(language):
            write(folder / f"{page.path}.md", _markdown(page, STARLIGHT))
    _write_pictures(corpus, root / "public/images")
    locales: dict[str, Any] = {
        "root" if code == "fr" else code: {
            "label": word(code, "nom"),
            "lang": code,
            "dir": "rtl" if code == "ar" else "ltr",
        }
        for code in corpus.languages
    }
    for name in ("astro.config.mjs", "content.config.ts", "package.json"):
        place = root / "src" / name if name == "content.config.ts" else root / name
        write(place, (HERE / "starlight" / name).read_text("utf-8"))
    write(root / "locales.json", json.dumps(locales, ensure_ascii=False))


def _material(language: str) -> dict[str, Any]:
    return {
        "site_name": word(language, "site"),
        "site_url": SITE,
        "use_directory_urls": True,
        "theme": {"name": "material", "font": False, "language": language},
        "markdown_extensions": EXTENSIONS,
    }


def _markdown(page: Page, flavour: Flavour) -> str:
    head: dict[str, Any] = {"title": page.title, "description": page.summary}
    if flavour is HUGO:
        head |= {"params": {"theme": page.theme, "mots": list(page.keywords)}}
    return f"---\n{json.dumps(head, ensure_ascii=False)}\n---\n\n{flavour.text(page)}"


def _write_pictures(corpus: Corpus, folder: Path) -> None:
    for name in NAMES:
        write(folder / name, picture(corpus.seed, name))


def _yaml(values: dict[str, Any]) -> str:
    return str(yaml.safe_dump(values, allow_unicode=True, sort_keys=False))
