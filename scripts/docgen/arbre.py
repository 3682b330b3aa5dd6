"""The generated parts of ``docs/architecture.md``: the layers and the map of ``src/portail``."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

PAGE = "docs/architecture.md"


def architecture(root: Path) -> str:
    """The page with its generated parts made anew; what stands outside the marks is left alone."""
    text = (root / PAGE).read_text(encoding="utf-8")
    for name, made in (("layers", layers(root)), ("tree", tree(root))):
        start, end = f"<!-- {name}: scripts/generate.py -->\n", f"<!-- end of {name} -->"
        if text.count(start) != 1 or text.count(end) != 1:
            raise ValueError(f"{PAGE}: « {start.strip()} » and « {end} » are expected, once each")
        before, _, rest = text.partition(start)
        text = f"{before}{start}\n{made}\n{end}{rest.partition(end)[2]}"
    return text


def contract(root: Path) -> list[list[str]]:
    """The layers of ``pyproject.toml``, the lowest first; modules of one layer do not import each other."""
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    found = next(c for c in settings["tool"]["importlinter"]["contracts"] if c["type"] == "layers")
    return [[name.strip().removeprefix("portail.") for name in row.split("|")] for row in reversed(found["layers"])]


def layers(root: Path) -> str:
    """A table, the lowest layer first."""
    rows = ["| Layer | Module | What it is for |", "|---|---|---|"]
    for rank, names in enumerate(contract(root)):
        for name in names:
            path = _place(root, name)
            rows.append(f"| {rank} | `{name}{'/' if path.name == '__init__.py' else ''}` | {sentence(path)} |")
    return "\n".join(rows) + "\n"


def tree(root: Path) -> str:
    """Every module with the first paragraph of its doc-string, in the order of the layers."""
    return "\n".join(_rows(root)) + "\n"


def _rows(root: Path) -> Iterator[str]:
    package = root / "src/portail"
    yield f"- `__init__.py`: {sentence(package / '__init__.py')}"
    for name in [name for names in contract(root) for name in names]:
        path = _place(root, name)
        if path.name != "__init__.py":
            yield f"- `{name}.py`: {sentence(path)}"
            continue
        yield f"- `{name}/`: {sentence(path)}"
        for inner in sorted(path.parent.glob("*.py")):
            if inner != path:
                yield f"  - `{name}/{inner.name}`: {sentence(inner)}"


def _place(root: Path, name: str) -> Path:
    folder = root / "src/portail" / name
    return folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")


def sentence(path: Path) -> str:
    """The first paragraph of a module's doc-string, on one line."""
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    if not text:
        raise ValueError(f"{path}: the module has no doc-string")
    return " ".join(text.split("\n\n")[0].split()).replace("``", "`")
