"""One real docs tree per portal: Markdown files and assets that any engine can build.

Every page is a file in every language (``guide/logement.md``, ``guide/logement.en.md``): a page that
is not translated carries the French text and says so in its front matter. Front matter is JSON, which
is YAML without surprises.
"""

from __future__ import annotations

import json
from pathlib import Path

from portail.assemble.prepare import Prepared
from portail.model.scalars import SOURCE_LANGUAGE
from portail.pages.site import SitePage
from portail.render import Renderer


def write_docs_tree(prepared: Prepared, docs: Path) -> None:
    """Write the docs tree of a portal; files of a former run that are no longer part of it go."""
    kept: set[str] = set()
    for language in prepared.languages:
        renderer = Renderer(prepared.root / "theme", prepared.strings[language])
        for page in prepared.pages[language]:
            name = staged_name(page)
            body = renderer.body(page) if page.template else page.body
            head = json.dumps(front_matter(page), ensure_ascii=False)
            write(docs / name, f"---\n{head}\n---\n\n{body.strip()}\n")
            kept.add(name)
    made = {path: make() for code in prepared.languages for path, make in prepared.language_files(code).items()}
    for path, content in {**prepared.files, **made}.items():
        name = _localised(path, prepared.languages)
        write(docs / name, content)
        kept.add(name)
    _remove_others(docs, kept)


def staged_name(page: SitePage) -> str:
    """``guide/logement.en.md``; pages that hold others are ``index`` files."""
    suffix = "" if page.language == SOURCE_LANGUAGE else f".{page.language}"
    # A dotted last part (action 1.2) would be taken for a language or an extension.
    folded = page.path in ("", "guide", "plan", "recherche") or page.path.startswith("plan/")
    stem = f"{page.path}/index".lstrip("/") if folded else page.path
    return f"{stem}{suffix}.md"


def _localised(path: str, languages: tuple[str, ...]) -> str:
    """``en/recherche/index.json`` → ``recherche/index.en.json``, which static-i18n puts back in place."""
    language, _, rest = path.partition("/")
    if language not in languages or language == SOURCE_LANGUAGE:
        return path
    stem, _, suffix = rest.rpartition(".")
    return f"{stem}.{language}.{suffix}"


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
        "fil": [{"title": step.title, "path": step.path, "language": step.language} for step in page.crumbs],
        **page.details,
    }


def write(path: Path, content: str | bytes) -> None:
    """Write a file unless it already holds exactly this (its date then tells what changed)."""
    data = content.encode() if isinstance(content, str) else content
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _remove_others(docs: Path, kept: set[str]) -> None:
    """What a former run left: files first, then the folders they leave empty."""
    for path in sorted(docs.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(docs).as_posix() not in kept:
            path.unlink()
