"""One language of one portal through MkDocs, in a process of its own.

MkDocs and static-i18n build the languages one after the other in one process; here each language is
built by a forked process that static-i18n believes to be the one in turn, in a folder of its own.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from portail.assemble import Prepared
from portail.engine.plugin import PortailPlugin
from portail.model.scalars import SOURCE_LANGUAGE
from portail.problems import Position, Problem

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


class _Complaints(logging.Handler):
    """Keeps what MkDocs warns of: in our builds every warning is a mistake of the sources."""

    def __init__(self, prepared: Prepared) -> None:
        super().__init__(logging.WARNING)
        self.prepared = prepared
        self.problems: list[Problem] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        origin = next((o for name, o in self.prepared.origins.items() if f"'{name}'" in message), "")
        place = Position(origin or f"content/{self.prepared.name}/portail.yml")
        self.problems.append(Problem(place, "construction", f"MkDocs : {message}"))


def build_language_through_mkdocs(prepared: Prepared, language: str, site: Path) -> list[Problem]:
    """Build the pages of a language into ``site`` (in a subfolder but for French); what went wrong."""
    complaints = _Complaints(prepared)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(complaints)
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    try:
        _build(prepared, language, site)
    except (MkDocsException, SystemExit, OSError) as error:
        place = Position(f"content/{prepared.name}/portail.yml")
        complaints.problems.append(Problem(place, "construction", f"MkDocs : {error}"))
    finally:
        logger.removeHandler(complaints)
    return complaints.problems


def _build(prepared: Prepared, language: str, site: Path) -> None:
    settings = str(prepared.root / "mkdocs.yml")
    config = load_config(settings, docs_dir=str(prepared.docs), site_dir=str(site), strict=False)
    plugin: Any = config.plugins["portail"]
    assert isinstance(plugin, PortailPlugin)
    plugin.prepared, plugin.alone = prepared, False
    i18n: Any = config.plugins["i18n"]
    i18n.current_language = None if language == SOURCE_LANGUAGE else language
    i18n.building = True  # the other languages have their own processes
    build(config)
