"""New files, never over others: all of them or none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from portail.cli.common import errors


def write_new(root: Path, files: Mapping[str, str]) -> None:
    """Write texts by path from the root; when one exists already, nothing is written."""
    for path in files:
        if (root / path).is_symlink() or (root / path).exists():
            raise click.ClickException(f"{path} existe déjà : rien n'a été changé")
    written: list[Path] = []
    try:
        for path, text in files.items():
            place = root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            # « x »: a file made by someone else in the meantime is not written over either.
            with place.open("x", encoding="utf-8", newline="\n") as stream:
                written.append(place)
                stream.write(text)
    except OSError:
        for place in written:
            place.unlink()
        raise
    for path in files:
        errors.print(f"créé : {path}", markup=False)


def outside_text(path: Path, most: int = 20_000_000) -> str:
    """The text of a file given on the command line, wherever it is; refused when it is not UTF-8 or too big."""
    with path.open("rb") as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        raise click.ClickException(f"{path} dépasse {most // 1_000_000} Mo")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise click.ClickException(f"{path} n'est pas du texte UTF-8 : l'enregistrer en « CSV UTF-8 »") from None
