"""The tree of source files, read without surprise: ordinary files, inside the root, small, UTF-8.

Symbolic links, pipes and devices are refused rather than followed: a link can publish a file from
outside the project, a pipe can hang the build for ever.
"""

from __future__ import annotations

import codecs
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from portail.problems import Position, Problem, refusal

MAX_BYTES = 1_000_000
MAX_NAME_BYTES = 120
MAX_CONTROLS = 20
MAX_FOLDERS = 12
# C0 and C1 controls but tab and line ends; DEL; line and paragraph separators; bidi overrides, which
# make a text read otherwise than it is (Unicode TR 36).
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
BAD_NAME = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\\u202a-\u202e\u2066-\u2069]|^-|[. ]$')
BOMS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}

Signature = tuple[int, int, int, int]
"""Size in bytes, modification and change times in nanoseconds, inode."""


def signature(path: str) -> Signature | None:
    """The signature of an ordinary file; None for anything else."""
    try:
        found = os.lstat(path)
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


@dataclass(frozen=True)
class SourceFile:
    """A text file of the project: its path relative to the root (with ``/``) and its text."""

    path: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    def line(self, number: int) -> str:
        """The text of a line (from 1), empty when there is no such line."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def problem(self, line: int, column: int, code: str, message: str, remedy: str = "", width: int = 1) -> Problem:
        """A problem at a place of this file, with the line it stands on."""
        place = Position(self.path, line, column)
        return Problem(place, code, message, remedy, line_text=self.line(line), width=width)


@dataclass(frozen=True)
class Tree:
    """The project's folder. Every path given or returned is relative to it, with ``/``."""

    root: Path
    memory: Any = field(default=None, compare=False)
    """What former runs read (``portail.load.memory``); None reads everything."""

    def read(self, path: str) -> tuple[SourceFile | None, list[Problem]]:
        """The file as text, or why it cannot be read; never both empty."""
        data, problem = self._bytes(path)
        if data is None:
            return None, [problem] if problem else []
        return _decode(path, data)

    def read_bytes(self, path: str) -> tuple[bytes | None, list[Problem]]:
        """A file that is not text (an image), or why it cannot be read."""
        data, problem = self._bytes(path)
        return data, [problem] if problem else []

    def too_big(self, path: str) -> list[Problem]:
        """Whether an image weighs more than a page should ask of a phone."""
        if os.lstat(self.root / path).st_size <= MAX_BYTES:
            return []
        message = f"l'image dépasse {MAX_BYTES // 1000} ko"
        return [_refused(path, "fichier-trop-gros", message, "la réduire, ou l'enregistrer en .webp")]

    @cached_property
    def _checked(self) -> set[str]:
        """Folders already found to be folders."""
        return set()

    @cached_property
    def _listed(self) -> dict[str, list[tuple[str, Problem | None]]]:
        """What was already found below a folder."""
        return {}

    def exists(self, path: str) -> bool:
        return os.path.lexists(self.root / path)

    def files(self, folder: str, suffix: str) -> tuple[list[str], list[Problem]]:
        """The ordinary files with this suffix below a folder, sorted, and what was refused."""
        found: list[str] = []
        problems: list[Problem] = []
        if self.exists(folder):
            if folder not in self._listed:
                self._listed[folder] = list(self._walk(folder, 0))
            for path, problem in self._listed[folder]:
                if problem:
                    problems.append(problem)
                elif path.endswith(suffix):
                    found.append(path)
        return found, problems

    def folders(self, folder: str) -> list[str]:
        """The names of the folders directly below a folder, sorted; hidden ones are left out."""
        place = self.root / folder
        if not place.is_dir():
            return []
        names = sorted(os.listdir(place))
        return [n for n in names if not n.startswith((".", "_")) and _is_folder(place / n)]

    def _walk(self, folder: str, depth: int) -> Iterator[tuple[str, Problem | None]]:
        for name in sorted(os.listdir(self.root / folder)):
            path = f"{folder}/{name}"
            if name.startswith(".") or name.endswith("~"):
                continue  # editors' and systems' own files
            mode = self._mode(path)
            problem = _name_problem(path, name) or _kind_problem(path, mode)
            if problem:
                yield path, problem
            elif stat.S_ISDIR(mode):
                if depth < MAX_FOLDERS:
                    yield from self._walk(path, depth + 1)
                else:
                    message = f"plus de {MAX_FOLDERS} dossiers l'un dans l'autre"
                    yield path, _refused(path, "nom-de-fichier", message, "les remonter")
            else:
                yield path, None

    def _mode(self, path: str) -> int:
        return os.lstat(f"{self._root}/{path}").st_mode

    @cached_property
    def _root(self) -> str:
        return str(self.root)

    def _bytes(self, path: str) -> tuple[bytes | None, Problem | None]:
        parts = path.split("/")
        if path.startswith("/") or ".." in parts:
            return None, _refused(path, "fichier-interdit", "le chemin sort du projet", _COPY_INSTEAD)
        try:
            for depth in range(1, len(parts) + 1):
                step = "/".join(parts[:depth])
                if step in self._checked:
                    continue
                mode = self._mode(step)
                if problem := _kind_problem(step, mode):
                    return None, problem
                if stat.S_ISDIR(mode):
                    self._checked.add(step)
            return self._read_regular(path)
        except IsADirectoryError:
            return None, _refused(path, "fichier-interdit", "c'est un dossier, pas un fichier", "le renommer")
        except (FileNotFoundError, NotADirectoryError):
            return None, _refused(path, "fichier-introuvable", "le fichier n'existe pas", _CREATE)
        except (OSError, ValueError) as error:
            reason = refusal(error) if isinstance(error, OSError) else "nom impossible"
            message = f"le système refuse la lecture : {reason}"
            return None, _refused(path, "fichier-illisible", message, "vérifier les droits du fichier")

    def _read_regular(self, path: str) -> tuple[bytes | None, Problem | None]:
        # O_NONBLOCK and O_NOFOLLOW: between the look above and this open, the file may have changed.
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
        with os.fdopen(os.open(f"{self._root}/{path}", flags), "rb") as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                return None, _refused(path, "fichier-interdit", "ce n'est pas un fichier ordinaire", _COPY_INSTEAD)
            data = stream.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            limit = f"{MAX_BYTES // 1000} ko"
            message = f"le fichier dépasse {limit}"
            return None, _refused(path, "fichier-trop-gros", message, "le découper en plusieurs fichiers")
        return data, None


_COPY_INSTEAD = "mettre une copie du fichier dans le projet"
_CREATE = "le créer, ou vérifier le nom du dossier"


def _kind_problem(path: str, mode: int) -> Problem | None:
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
        return None
    kind = "un lien symbolique" if stat.S_ISLNK(mode) else "un tube, une prise ou un périphérique"
    message = f"« {path} » est {kind} : seuls les fichiers ordinaires sont lus"
    return Problem(Position(_shown(path)), "fichier-interdit", _shown(message), _COPY_INSTEAD)


def _is_folder(place: Path) -> bool:
    return stat.S_ISDIR(os.lstat(place).st_mode)


def _shown(text: str) -> str:
    """A name as it can be printed: no control character, no broken surrogate."""
    clean = CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text).replace("\n", "\N{REPLACEMENT CHARACTER}")
    return clean.encode("utf-8", "replace").decode("utf-8")


def _refused(path: str, code: str, message: str, remedy: str) -> Problem:
    return Problem(Position(_shown(path)), code, message, remedy)


def _name_problem(path: str, name: str) -> Problem | None:
    encodable = name.encode("utf-8", "surrogateescape")
    if BAD_NAME.search(name) or len(encodable) > MAX_NAME_BYTES or _shown(name) != name:
        message = f"le nom « {_shown(name)[:60]} » ne peut pas être publié"
        remedy = "employer des lettres sans accent, des chiffres et des tirets"
        return _refused(path, "nom-de-fichier", message, remedy)
    return None


def _decode(path: str, data: bytes) -> tuple[SourceFile | None, list[Problem]]:
    for bom, name in BOMS.items():
        if data.startswith(bom):
            return None, [_refused(path, "encodage", f"le fichier est en {name}", _SAVE_UTF8)]
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [_bad_byte(path, data.removeprefix(codecs.BOM_UTF8), error)]
    if text.count("\0") * 4 > len(text):
        return None, [_refused(path, "encodage", "le fichier est en UTF-16, ou ce n'est pas du texte", _SAVE_UTF8)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    source = SourceFile(path, text)
    problems = [_control(source, match) for match in islice(CONTROLS.finditer(text), MAX_CONTROLS)]
    return (None, problems) if problems else (source, [])


_SAVE_UTF8 = "l'enregistrer en UTF-8"


def _bad_byte(path: str, data: bytes, error: UnicodeDecodeError) -> Problem:
    before = data[: error.start]
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    guess = data[error.start : error.start + 1].decode("cp1252", "replace")
    message = f"l'octet 0x{data[error.start]:02x} n'est pas de l'UTF-8 (« {guess} » en Windows-1252 ?)"
    text = data.decode("utf-8", "replace").split("\n")[line - 1].rstrip("\r")
    place = Position(_shown(path), line, column)
    return Problem(place, "encodage", message, _SAVE_UTF8, line_text=text)


def _control(source: SourceFile, match: re.Match[str]) -> Problem:
    start = match.start()
    line = source.text.count("\n", 0, start) + 1
    column = start - source.text.rfind("\n", 0, start)
    message = f"caractère invisible U+{ord(match.group()):04X}"
    return Problem(
        Position(source.path, line, column),
        "caractere-interdit",
        message,
        "l'effacer",
        line_text=source.line(line),
    )
