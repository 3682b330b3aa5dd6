"""Write what the code already knows: ``schemas/``, ``docs/donnees.md``, ``docs/commandes.md`` and the
map in ``docs/architecture.md``. With ``--check``, only say what is stale.
"""

from __future__ import annotations

import sys
from pathlib import Path

from docgen.arbre import PAGE, architecture
from docgen.commandes import commandes
from docgen.donnees import donnees
from docgen.schemas import schema_files

ROOT = Path(__file__).resolve().parent.parent


def generated(root: Path) -> dict[str, str]:
    """The text of every generated file, by path."""
    return {
        **schema_files(),
        "docs/donnees.md": donnees(root),
        "docs/commandes.md": commandes(),
        PAGE: architecture(root),
    }


def stale(root: Path, files: dict[str, str]) -> list[str]:
    """The files that are not what the code says, and the schemas that nothing writes any more."""
    different = [path for path, text in files.items() if not _holds(root / path, text)]
    known = {root / path for path in files}
    return different + [f"schemas/{path.name}" for path in sorted((root / "schemas").glob("*")) if path not in known]


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


def main() -> None:
    """Write, or check."""
    files = generated(ROOT)
    found = stale(ROOT, files)
    if "--check" in sys.argv[1:]:
        sys.exit("\n".join([*(f"stale: {path}" for path in found), "run: make docs"]) if found else 0)
    for path in found:
        if path in files:
            (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / path).write_text(files[path], encoding="utf-8")
            print(f"written: {path}")
        else:
            print(f"not ours, remove it by hand: {path}")


if __name__ == "__main__":
    main()
