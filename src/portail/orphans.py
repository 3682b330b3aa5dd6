"""Files that stand where nothing reads them: a typing mistake in a folder's or a file's name."""

from __future__ import annotations

from portail.load.guide import load_layer
from portail.load.lexicon import load_glossary, load_synonyms
from portail.problems import Position, Problem
from portail.sources import Tree

READ = {
    "content": ("portail.yml", "pages/*.md", "visites/*.csv"),
    "plans": ("plan.yml", "import.yml", "suivi/*.yml", "bilans/*"),
}


def orphans(tree: Tree) -> list[Problem]:
    """Warnings for the files of ``content/`` and ``plans/`` that no reader opens; the guide is read whole."""
    problems: list[Problem] = []
    for top in ("content", "plans"):
        paths, refused = tree.files(top, "")
        problems += refused
        problems += [_unread(path) for path in paths if not _is_read(path)]
    for layer in tree.folders("guide"):
        if layer != "parcours":
            for load in (load_synonyms, load_glossary):
                problems += load(tree, [layer])[1]
            problems += load_layer(tree, layer)[1]
    return problems


def _is_read(path: str) -> bool:
    top, _, rest = path.partition("/")
    if rest.startswith("referentiels/"):
        return True
    _, _, inside = rest.partition("/")
    kinds = READ[top]
    return bool(inside) and any(
        inside == kind
        or ("*" in kind and inside.startswith(kind.partition("*")[0]) and inside.endswith(kind.partition("*")[2]))
        for kind in kinds
    )


def _unread(path: str) -> Problem:
    top = path.partition("/")[0]
    expected = ", ".join(READ[top])
    message = "ce fichier n'est lu par rien"
    return Problem(Position(path), "nom-de-fichier", message, f"fichiers lus ici : {expected}", "avertissement")
