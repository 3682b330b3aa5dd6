"""One page per template of ``theme/pages``, and those of the two Markdown templates, in three languages."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLAN = "plan/exemple-2024-2027/"
PAGES = {
    "home": "",
    "guide": "guide/",
    "group": "guide/personne/refugie/",
    "fiche": "guide/nas/",
    "fiche-fallback": "guide/citoyennete/",  # in English, but in French inside the Arabic site
    "glossary": "glossaire/",
    "search": "recherche/#q=nas",
    "journey": "parcours/",
    "counter": "comptoir/",
    "plans": "plan/",
    "plan": PLAN,
    "axis": f"{PLAN}axe/2/",
    "action": f"{PLAN}2.1.1/",
    "method": "plan/comment-est-ce-calcule/",
    "own": "a-propos/",
    "404": "nulle-part/",
    "offline": "hors-ligne/",
}
LANGUAGES = ("fr", "en", "ar")
WIDTHS = (390, 1280)


def path(name: str, language: str) -> str:
    """The path of a page in a language; French stands at the root."""
    return ("" if language == "fr" else f"{language}/") + PAGES[name]
