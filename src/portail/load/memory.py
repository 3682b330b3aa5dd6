"""What was read before and has not changed: texts and values of clean files, kept between builds.

A file is the same when its size, dates and inode are; else it is read again. Only files without any
problem are remembered. The memory may be lost or damaged at any time: it is then empty.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from portail.model.base import Model
from portail.sources import Document, SourceFile
from portail.sources.tree import Signature
from portail.store import load, save

Row = tuple[Signature, str, Any, str, int]
"""A file: its signature, its text, its value, its body and the line where the body begins."""


@dataclass
class Memory:
    """Documents by path, with the models made of them in this process."""

    documents: dict[str, Row] = field(default_factory=dict)
    models: dict[tuple[str, str], tuple[Signature, Any]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def model(self, path: str, kind: type[Model], sign: Signature) -> Any:
        """What was loaded from the file as this kind of model, if it is still the same file."""
        known = self.models.get((path, kind.__name__))
        self.used.add(path)
        return known[1] if known and known[0] == sign else None

    def document(self, path: str, sign: Signature) -> Document | None:
        """The document of the file, if it is still the same; its positions are found again when needed."""
        known = self.documents.get(path)
        if not known or known[0] != sign:
            return None
        _, text, value, body, body_line = known
        return Document(SourceFile(path, text), value, body, body_line, parsed=False)

    def remember(self, path: str, kind: type[Model], sign: Signature, document: Document, loaded: object) -> None:
        """Keep a clean file."""
        self.documents[path] = (sign, document.source.text, document.value, document.body, document.body_line)
        self.models[path, kind.__name__] = (sign, loaded)

    def save(self, path: Path, stamp: str) -> None:
        """Write what was used in this run."""
        documents = {name: row for name, row in self.documents.items() if name in self.used}
        save(path, stamp, documents)


def load_memory(path: Path, stamp: str) -> Memory:
    """The memory of a former run by the same program; empty when there is none that can be trusted."""
    found = load(path, stamp)
    return Memory(documents=found) if isinstance(found, dict) else Memory()
