"""Mistakes found in the sources: where, what, and how to mend them.

A mistake is a value, not an exception: every reader returns the problems it met beside what it could
read, so that one run reports the mistakes of all files. The codes are listed in ``CATALOGUE``; each
has a heading in ``docs/erreurs.md`` and a golden in ``tests/goldens``.
"""

from __future__ import annotations

import errno
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["erreur", "avertissement"]
Format = Literal["text", "github", "json"]

CATALOGUE: dict[str, str] = {
    "fichier-introuvable": "Un fichier ou un dossier attendu manque",
    "fichier-interdit": "Lien symbolique, tube, périphérique : pas un fichier ordinaire",
    "fichier-illisible": "Le système refuse la lecture",
    "fichier-trop-gros": "Le fichier dépasse la taille permise",
    "nom-de-fichier": "Le nom du fichier ne convient pas",
    "encodage": "Le fichier n'est pas du texte UTF-8",
    "caractere-interdit": "Caractère de commande invisible",
    "yaml-syntaxe": "Le YAML ne peut pas être lu",
    "yaml-interdit": "Ancre, alias, étiquette ou fusion : formes de YAML refusées",
    "yaml-profondeur": "Trop de niveaux imbriqués",
    "cle-en-double": "La même clé est écrite deux fois",
    "en-tete": "L'en-tête de la fiche manque ou n'est pas fermé",
    "cle-inconnue": "Cette clé n'existe pas",
    "cle-manquante": "Une clé obligatoire manque",
    "type": "Ce n'est pas la forme de valeur attendue",
    "choix": "La valeur n'est pas parmi celles permises",
    "nombre": "Ce n'est pas un nombre",
    "oui-non": "Ce n'est ni oui ni non",
    "date": "Ce n'est pas une date AAAA-MM-JJ",
    "date-impossible": "Ce jour n'existe pas",
    "identifiant": "Cet identifiant ne convient pas",
    "langue": "Code de langue inconnu ou texte français absent",
    "adresse": "Ce n'est pas une adresse Web permise",
    "cible": "La cible ne dit ni chiffre ni texte, ou se contredit",
    "periode": "Le début vient après la fin, ou une année est hors du plan",
    "budget": "Le total n'est pas la somme de ses parties",
    "doublon": "Deux éléments portent le même identifiant ou la même adresse",
    "renvoi": "Ce qui est nommé n'existe pas",
    "traduction": "La traduction ne correspond à aucun texte français",
    "xliff": "Le fichier du traducteur ne peut pas être repris tel quel",
    "contenu-interdit": "Balise, attribut ou adresse refusés dans une page",
    "titres": "Les titres d'une page ne se suivent pas",
    "lien-brise": "Le lien interne ne mène nulle part",
    "visites": "Le fichier de visites ne peut pas être lu",
    "import": "Le fichier à importer ne peut pas être compris",
    "page-batie": "Une page bâtie n'est pas conforme",
    "construction": "La construction s'est arrêtée",
    "publication": "Le site n'a pas pu être publié",
}


# What would break a line of the report or command the terminal: the names of files may hold anything.
UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
ENOUGH = 100
"""Mistakes told of one file in one run: beyond, they are one mistake repeated."""

REFUSALS = {
    errno.EACCES: "permission refusée",
    errno.EPERM: "permission refusée",
    errno.ENOSPC: "le disque est plein",
    errno.EDQUOT: "l'espace permis sur le disque est épuisé",
    errno.EFBIG: "le fichier dépasse la taille permise par le système",
    errno.EROFS: "le disque est en lecture seule",
    errno.EIO: "le disque ne répond pas",
    errno.EEXIST: "un fichier occupe la place d'un dossier",
    errno.ENOTDIR: "un fichier occupe la place d'un dossier",
    errno.EISDIR: "un dossier occupe la place d'un fichier",
    errno.EMFILE: "trop de fichiers sont ouverts",
    errno.ENAMETOOLONG: "le nom est trop long",
}


def refusal(error: OSError) -> str:
    """Why the system refuses, in French."""
    return REFUSALS.get(error.errno or 0, str(error.strerror or error))


@dataclass(frozen=True, order=True)
class Position:
    """A place in a source file: path relative to the project, line and column from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake: its place, its code of ``CATALOGUE``, a French sentence and the way out."""

    position: Position
    code: str
    message: str
    remedy: str = field(default="", compare=False)
    severity: Severity = "erreur"
    line_text: str = field(default="", compare=False)
    width: int = field(default=1, compare=False)

    def __post_init__(self) -> None:
        if self.code not in CATALOGUE:
            raise ValueError(f"unknown problem code: {self.code}")


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether one of the problems is an error (warnings never stop a build)."""
    return any(problem.severity == "erreur" for problem in problems)


def unique(problems: Iterable[Problem]) -> list[Problem]:
    """The problems in the order of files, lines and columns, each once."""
    return sorted(dict.fromkeys(problems))


def report(problems: Sequence[Problem], style: Format = "text", outcome: str = "") -> str:
    """The problems as text for people, annotations for a pull request, or JSON for programs.

    ``outcome`` says what became of the published site; it closes the text form.
    """
    return {"text": _text, "github": _github, "json": _json}[style](unique(problems), outcome)


def summary(problems: Sequence[Problem]) -> str:
    """« 3 problèmes dans 2 fichiers »."""
    files = len({problem.position.path for problem in problems})
    return f"{_count(len(problems), 'problème')} dans {_count(files, 'fichier')}"


def printable(text: str) -> str:
    """The text on one line, without control characters."""
    return UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number > 1 else ''}"


def _text(problems: Sequence[Problem], outcome: str) -> str:
    blocks = [_text_block(problem) for problem in problems]
    if problems:
        blocks.append(f"{summary(problems)}.{' ' + outcome if outcome else ''}")
    return "\n".join(blocks)


def _text_block(problem: Problem) -> str:
    head = printable(f"{problem.position}: {problem.severity}[{problem.code}] : {problem.message}")
    if not problem.line_text:
        return head + (f"\n   → {printable(problem.remedy)}" if problem.remedy else "")
    return "\n".join([head, *_frame(problem)])


def _frame(problem: Problem) -> list[str]:
    """The source line with a caret under the mistake; long lines are cut around it."""
    column = problem.position.column - 1
    start = max(0, column - 60)
    shown = ("…" if start else "") + printable(problem.line_text[start : start + 100].replace("\t", " "))
    indent = column - start + (1 if start else 0)
    number = str(problem.position.line)
    carets = "^" * max(1, min(problem.width, len(shown) - indent))
    remedy = f"  {printable(problem.remedy)}" if problem.remedy else ""
    return [f"{number} | {shown}".rstrip(), f"{' ' * len(number)} | {' ' * indent}{carets}{remedy}"]


def _github(problems: Sequence[Problem], _outcome: str) -> str:
    levels = {"erreur": "error", "avertissement": "warning"}
    return "\n".join(
        f"::{levels[p.severity]} file={_property(printable(p.position.path))},line={p.position.line},"
        f"col={p.position.column},title={_property(p.code)}::"
        f"{_data(printable(p.message + (' — ' + p.remedy if p.remedy else '')))}"
        for p in problems
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _json(problems: Sequence[Problem], outcome: str) -> str:
    rows = [
        {
            "fichier": printable(p.position.path),
            "ligne": p.position.line,
            "colonne": p.position.column,
            "gravite": p.severity,
            "code": p.code,
            "message": printable(p.message),
            "remede": p.remedy,
        }
        for p in problems
    ]
    return json.dumps({"problemes": rows, "issue": outcome}, ensure_ascii=False, indent=2)
