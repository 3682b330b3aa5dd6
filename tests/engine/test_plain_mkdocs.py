"""A plain ``mkdocs build`` and ``portail build`` give the same site, byte for byte."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from conftest import DAY, Project

# Every kind of Markdown that the settings know, and links of every kind.
FICHE = """\
---
titre: Le NAS
resume: À quoi sert ce numéro.
theme: papiers
sources: [{titre: Une page}]
verifie_le: 2026-01-15
verifie_par: Lecture
publie_le: 2026-01-20
---
Un mot[^1], [une fiche](logement.md), [une page](../a-propos.md), <https://www.quebec.ca/>.

## Étape « une »

| Quoi | Combien |
|:---|---:|
| a | 1 |

Terme
:   Définition

!!! note "À savoir"
    Un encadré.

```
<code> & « guillemets »
```

[^1]: Une note.
"""


def files(site: Path) -> dict[str, bytes]:
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}


def test_plain_mkdocs_makes_the_same_site(project: Project) -> None:
    about = "---\ntitre: À propos\nresume: Qui fait ce site.\n---\nVoir [le bail](guide/logement.md).\n"
    project.write({"content/ville/pages/a-propos.md": about, "guide/commun/nas.md": FICHE})
    (project.root / "docs").mkdir()  # MkDocs wants its folder, though the plugin gives it another
    assert project.build().code == 0
    environment = {**os.environ, "PORTAIL": "ville", "PORTAIL_DATE": DAY, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", "ailleurs"]
    answer = subprocess.run(command, cwd=project.root, env=environment, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    ours, theirs = files((project.root / "site/ville").resolve()), files(project.root / "ailleurs")
    assert sorted(ours) == sorted(theirs)
    assert [path for path in ours if ours[path] != theirs[path]] == []
