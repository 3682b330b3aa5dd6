"""The texts that are translated, whatever their kind: fiches of the guide and portals' own pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from portail.load.guide import split_name
from portail.load.typed import Loaded, did_you_mean, load_markdown
from portail.model import Fiche, MinorEdit, Page, Translation, text_hash
from portail.model.scalars import SLUG, SOURCE_LANGUAGE
from portail.problems import Problem
from portail.sources import Tree

PLACE = re.compile(rf"(?:guide/{SLUG.pattern}|content/{SLUG.pattern}/pages)/{SLUG.pattern}\.md")
"""Where a French text stands."""


@dataclass(frozen=True)
class Text:
    """A text in one language with what is translated of its head, and its hash if it is French."""

    path: str
    title: str
    summary: str
    keywords: tuple[str, ...]
    body: str
    minor_edits: tuple[MinorEdit, ...] = ()
    stamp: str = ""
    """Of a translation: the hash of the French it was made from."""
    method: str = ""

    @property
    def hash(self) -> str:
        return text_hash(self.title, self.summary, self.body)


def french_text(tree: Tree, path: str) -> tuple[Text | None, list[Problem]]:
    """The French text of a path, or None and its mistakes."""
    if path.startswith("guide/"):
        fiche, problems = load_markdown(tree, path, Fiche)
        return (_of_fiche(fiche) if fiche else None), problems
    page, problems = load_markdown(tree, path, Page)
    return (_of_page(page) if page else None), problems


def translated_text(tree: Tree, path: str, language: str) -> tuple[Text | None, list[Problem]]:
    """The translation of a French text, or None and its mistakes; neither when there is none."""
    place = translation_path(path, language)
    if not tree.exists(place):
        return None, []
    if path.startswith("guide/"):
        made, problems = load_markdown(tree, place, Translation)
        if made is None:
            return None, problems
        one = made.value
        keywords, stamp, method = one.keywords, one.source_hash, one.method
        return Text(place, one.title, one.summary, keywords, made.document.body, (), stamp, method), problems
    page, problems = load_markdown(tree, place, Page)
    return (_of_page(page) if page else None), problems


def translation_path(path: str, language: str) -> str:
    """``guide/commun/nas.md`` → ``guide/commun/nas.es.md``."""
    return f"{path.removesuffix('.md')}.{language}.md"


def named_text(tree: Tree, name: str) -> tuple[str, str]:
    """The path of a French text from what a person types (``nas``, ``commun/nas``, the path), or why not."""
    wanted = name.removesuffix(".md")
    known = french_paths(tree)
    found = [path for path in known if path.removesuffix(".md") == wanted]
    found = found or [p for p in known if f"/{p.removesuffix('.md')}".endswith(f"/{wanted}")]
    if len(found) == 1:
        return found[0], ""
    if found:
        return "", f"plusieurs textes se nomment « {name} » : {', '.join(found)}"
    slugs = [PurePosixPath(path).stem for path in known]
    return "", f"aucun texte français ne se nomme « {name} ». {did_you_mean(wanted, slugs)}".strip()


def french_paths(tree: Tree) -> list[str]:
    """All French texts of the project."""
    found = tree.files("guide", ".md")[0] + [
        path for name in tree.folders("content") for path in tree.files(f"content/{name}/pages", ".md")[0]
    ]
    return [path for path in found if PLACE.fullmatch(path) and split_name(path)[1] == SOURCE_LANGUAGE]


def _of_fiche(fiche: Loaded[Fiche]) -> Text:
    one = fiche.value
    return Text(fiche.path, one.title, one.summary, one.keywords, fiche.document.body, one.minor_edits)


def _of_page(page: Loaded[Page]) -> Text:
    one = page.value
    stamp, method = one.source_hash or "", one.method or ""
    return Text(page.path, one.title, one.summary, (), page.document.body, one.minor_edits, stamp, method)
