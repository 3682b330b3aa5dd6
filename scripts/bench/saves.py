"""What staff save while `portail serve` runs, and the page where they look for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from fiches import slug
from planned import PLAN
from write_portail import PORTAL


@dataclass(frozen=True)
class Save:
    """One file saved again and again, each time with other words."""

    title: str
    path: str
    page: str
    """The page where the words appear, below the server's root."""
    changed: Callable[[str, str], str]
    """The file's text with the words in it, from its first text and the words."""


def saves(root: Path) -> dict[str, Save]:
    """The kinds of saves in a project of the bench."""
    record = sorted((root / f"plans/{PLAN}/suivi").glob("*.yml"))[0].relative_to(root).as_posix()
    action = record.rpartition("-action-")[2].removesuffix(".yml").replace("-", ".")
    fiche = slug(3)
    french, english = f"{PORTAL}/guide/{fiche}/", f"{PORTAL}/en/guide/{fiche}/"
    found = {
        "fiche": Save("une fiche", f"guide/commun/{fiche}.md", french, _appended),
        "suivi": Save("un suivi du plan", record, f"{PORTAL}/plan/{PLAN}/{action}/", _noted),
        "mots": Save("un mot de l'interface", "theme/strings/fr.yml", french, _reworded),
        "gabarit": Save("le gabarit du pied de page", "theme/partials/footer.html", french, _in_footer),
    }
    if (root / f"guide/commun/{fiche}.en.md").exists():
        found["traduction"] = Save("une traduction", f"guide/commun/{fiche}.en.md", english, _appended)
    return found


def _appended(text: str, words: str) -> str:
    return f"{text.rstrip()}\n\n{words}\n"


def _noted(text: str, words: str) -> str:
    return f"{text.partition('note:')[0]}note:\n  fr: {words}\n"


def _reworded(text: str, words: str) -> str:
    """The heading of a fiche's sources: a word that stands on every fiche and nowhere else."""
    return re.sub(r"(?m)^fiche\.sources: .*$", f'fiche.sources: "{words}"', text, count=1)


def _in_footer(text: str, words: str) -> str:
    return text.replace("</footer>", f"<p>{words}</p>\n</footer>", 1)
