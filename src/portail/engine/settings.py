"""The Markdown settings of ``mkdocs.yml``, read without MkDocs."""

from __future__ import annotations

import importlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import markdown
import yaml

from portail.problems import Position, Problem

BUILT_IN = ("toc", "tables", "fenced_code")
"""What MkDocs always adds, before the extensions of the file."""


@dataclass(frozen=True)
class MarkdownSettings:
    """Extensions of Python-Markdown, in order, and their options."""

    extensions: tuple[str, ...] = BUILT_IN
    options: dict[str, dict[str, Any]] = field(default_factory=dict)


class BadSettings(Exception):
    """``mkdocs.yml`` cannot be used; ``problem`` says where and why."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        remedy = "le reprendre dans l'historique git"
        self.problem = Problem(Position("mkdocs.yml", line, column), "construction", message, remedy)


class _Loader(yaml.SafeLoader):
    """Reads what ``mkdocs.yml`` may hold: ``!ENV`` is not needed here, names are those of Markdown's own modules."""


def _named(_loader: yaml.SafeLoader, suffix: str, _node: yaml.Node) -> Any:
    module, _, name = suffix.rpartition(".")
    if module.partition(".")[0] not in ("markdown", "pymdownx"):
        raise yaml.YAMLError(f"name not allowed: {suffix}")
    return getattr(importlib.import_module(module), name)


_Loader.add_multi_constructor("tag:yaml.org,2002:python/name:", _named)
_Loader.add_multi_constructor("!", lambda *_: None)


def markdown_settings(root: Path) -> MarkdownSettings:
    """The settings of the project. Raises BadSettings when the file is not right, OSError when it cannot be read."""
    try:
        data = yaml.load((root / "mkdocs.yml").read_text(encoding="utf-8"), Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise BadSettings("les réglages ne sont pas du YAML lisible", *where) from None
    except (yaml.YAMLError, UnicodeDecodeError, ImportError, AttributeError) as error:
        raise BadSettings(f"les réglages ne peuvent pas être lus ({error})") from None
    items = (data.get("markdown_extensions") or []) if isinstance(data, dict) else None
    if not isinstance(items, list):
        raise BadSettings("« markdown_extensions » n'est pas une liste")
    names, options = list(BUILT_IN), {}
    for item in items:
        name, given = next(iter(item.items())) if isinstance(item, dict) and item else (item, None)
        if not isinstance(name, str):
            raise BadSettings(f"« {name} » n'est pas le nom d'une extension de Markdown")
        if name not in names:
            names.append(name)
        if given:
            options[name] = given
    return MarkdownSettings(tuple(names), options)


def new_markdown(root: Path) -> markdown.Markdown:
    """A converter with the settings of the project. Raises BadSettings for an extension that is not there."""
    settings = markdown_settings(root)
    try:
        return markdown.Markdown(extensions=list(settings.extensions), extension_configs=settings.options)
    except Exception as error:  # extensions raise what they want
        raise BadSettings(f"une extension de Markdown ne convient pas ({error})") from None
