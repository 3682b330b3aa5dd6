"""One real docs tree per portal: Markdown files and assets that any engine can build.

Every page is a file in every language (``guide/logement.md``, ``guide/logement.en.md``): a page that
is not translated carries the French text and says so in its front matter. Front matter is JSON, which
is YAML without surprises.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path

from portail.model.scalars import SOURCE_LANGUAGE
from portail.pages.site import SitePage
from portail.render import Renderer


def stage(folder: Path, pages: Iterable[SitePage], renderer: Renderer) -> dict[str, str]:
    """Write the Markdown files of one language; returns each file's source, by its staged path."""
    origins: dict[str, str] = {}
    for page in pages:
        name = staged_name(page)
        body = renderer.body(page) if page.template else page.body
        write(folder / name, f"---\n{json.dumps(front_matter(page), ensure_ascii=False)}\n---\n\n{body.strip()}\n")
        origins[name] = page.source
    return origins


def staged_name(page: SitePage) -> str:
    """``guide/logement.en.md``; pages that hold others are ``index`` files."""
    suffix = "" if page.language == SOURCE_LANGUAGE else f".{page.language}"
    # A dotted last part (action 1.2) would be taken for a language or an extension.
    folded = page.path in ("", "guide", "plan", "recherche") or page.path.startswith("plan/")
    stem = f"{page.path}/index".lstrip("/") if folded else page.path
    return f"{stem}{suffix}.md"


def front_matter(page: SitePage) -> dict[str, object]:
    """What the page skeleton needs to know, whichever engine reads it."""
    return {
        "title": page.title,
        "description": page.description,
        "chemin": page.path,
        "langue_texte": page.text_language,
        "langues": list(page.written_in),
        "section": page.section,
        "genere": bool(page.template),
        "fil": [asdict(crumb) for crumb in page.crumbs],
        **page.details,
    }


def stage_files(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write the downloads and data files of a portal."""
    for name, content in files.items():
        write(folder / name, content)


def write(path: Path, content: str | bytes) -> None:
    """Write a file unless it already holds exactly this (its date then tells what changed)."""
    data = content.encode() if isinstance(content, str) else content
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
