"""New files of a plan, held to every rule before they are written: in a folder of their own, beside the old ones."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from portail.load.plan import load_plan
from portail.problems import Problem
from portail.sources import Tree
from portail.validate import validate_plan


def problems_of(root: Path, plan: str, files: Mapping[str, str]) -> list[Problem]:
    """What would be wrong with ``plans/<plan>`` once these files (paths inside it) are added."""
    with tempfile.TemporaryDirectory(prefix="portail-import-") as place:
        copy = Path(place) / "plans" / plan
        present = root / "plans" / plan
        if present.is_dir():
            shutil.copytree(present, copy, symlinks=True)
        for name, text in files.items():
            path = copy / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        sources, problems = load_plan(Tree(Path(place)), plan)
        return problems + (validate_plan(sources) if sources else [])
