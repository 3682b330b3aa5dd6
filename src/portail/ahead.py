"""Work that a first build does beside its own loading: read the fiches, compile the templates.

What comes back is what the cache of a former build would have held: the files' text and values, not yet
verified as fiches. Imports nothing heavy: it starts while the rest of the program is being imported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portail.parallel import TaskFailed, forked
from portail.sources import Tree, read_front_matter
from portail.sources.tree import signature
from portail.templates import COMPILED, compile_all

if TYPE_CHECKING:
    from portail.load.memory import Memory

FEW = 60
"""Files that are sooner read than a process is started."""


class Ahead:
    """The answers of the processes at work, waited for when they are needed."""

    def __init__(self, root: Path, cache: Path) -> None:
        """Start what the cache, a folder, does not hold from a former build."""
        tasks: list[Callable[[], Any]] = []
        if not (cache / "sources").is_file():
            tasks.append(partial(_read, root))
        if not (cache / "gabarits").is_file():
            tasks.append(partial(_compile, root / "theme"))
        self._answers: Iterator[tuple[int, Any]] = forked(tasks, len(tasks))

    def into(self, memory: Memory) -> None:
        """Give the memory and the compiled templates what was read and compiled."""
        try:
            for _, (rows, codes) in self._answers:
                memory.documents.update(rows)
                COMPILED.take(codes)
        except TaskFailed:
            return  # what could not be done ahead is done in its time, where a mistake is told


def _read(root: Path) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The fiches that are read without any problem, as the memory keeps them."""
    tree = Tree(root)
    paths, _ = tree.files("guide", ".md")
    rows: dict[str, Any] = {}
    for path in paths if len(paths) > FEW else ():
        sign = signature(f"{root}/{path}")
        source, problems = tree.read(path)
        if sign and source and not problems:
            document, problems = read_front_matter(source)
            if not problems:
                rows[path] = (sign, source.text, document.value, document.body, document.body_line)
    return rows, {}


def _compile(theme: Path) -> tuple[dict[str, Any], dict[str, bytes]]:
    compile_all(theme)
    return {}, COMPILED.codes
