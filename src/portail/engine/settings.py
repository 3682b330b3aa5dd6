"""The Markdown settings of ``mkdocs.yml``, read without MkDocs."""

from __future__ import annotations

import importlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

BUILT_IN = ("toc", "tables", "fenced_code")
"""What MkDocs always adds, before the extensions of the file."""


@dataclass(frozen=True)
class MarkdownSettings:
    """Extensions of Python-Markdown, in order, and their options."""

    extensions: tuple[str, ...] = BUILT_IN
    options: dict[str, dict[str, Any]] = field(default_factory=dict)


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
    """The settings of the project. Raises YAMLError when the file is not right."""
    data = yaml.load((root / "mkdocs.yml").read_text(encoding="utf-8"), Loader=_Loader)
    names, options = list(BUILT_IN), {}
    for item in data.get("markdown_extensions") or []:
        name, given = next(iter(item.items())) if isinstance(item, dict) else (item, None)
        if name not in names:
            names.append(name)
        if given:
            options[name] = given
    return MarkdownSettings(tuple(names), options)
