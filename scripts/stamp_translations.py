"""Write in each translation the hash of the French text it was made from (``traduit_de``).

For translations that were just made or just checked: python scripts/stamp_translations.py FILE…
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from portail.model import text_hash
from portail.sources import Tree, read_front_matter


def stamp(path: Path) -> None:
    tree = Tree(Path.cwd())
    french, _ = tree.read(f"{path.parent.as_posix()}/{path.name.split('.')[0]}.md")
    if french is None:
        sys.exit(f"{path} : pas de texte français")
    document, _ = read_front_matter(french)
    assert isinstance(document.value, dict)
    digest = text_hash(str(document.value["titre"]), str(document.value["resume"]), document.body)
    head, rest = path.read_text(encoding="utf-8").split("\n---\n", 1)
    head = re.sub(r"\ntraduit_de: .*", "", head) + f"\ntraduit_de: {digest}"
    path.write_text(f"{head}\n---\n{rest}", encoding="utf-8")


for name in sys.argv[1:]:
    stamp(Path(name))
