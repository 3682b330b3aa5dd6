"""What the YAML parser complains of, in the words of someone who does not program, with the way out."""

from __future__ import annotations

import re

import yaml
from yaml.events import ScalarEvent

from portail.problems import Problem
from portail.sources.tree import SourceFile

EXPLAINED = (
    ("mapping values are not allowed", "deux-points inattendu", 'mettre le texte entre guillemets : "…"'),
    ("tab character", "tabulation", "décaler avec des espaces, jamais avec la touche Tab"),
    ("cannot start any token", "caractère réservé en début de valeur", "mettre la valeur entre guillemets"),
    ("could not find expected ':'", "deux-points manquant après la clé", "écrire « clé: valeur »"),
    ("expected ',' or ']'", "crochet jamais fermé ou virgule manquante", "fermer avec ]"),
    ("expected ',' or '}'", "accolade jamais fermée ou virgule manquante", "fermer avec }"),
    ("while scanning a quoted scalar", "guillemet jamais fermé", "ajouter le guillemet de fin"),
    ("expected <block end>", "décalage inattendu", "aligner cette ligne avec ses voisines"),
    ("expected the node content", "valeur manquante ou mal placée", "écrire une valeur après les deux-points"),
    ("block sequence entries are not allowed", "tiret de liste mal placé", "mettre la liste à la ligne suivante"),
    (
        "did not find expected '-' indicator",
        "cette ligne n'est pas un élément de la liste",
        "commencer par un tiret ou aligner avec la clé",
    ),
    ("unknown escape", 'barre oblique inverse inconnue dans un texte entre "…"', "employer des apostrophes : '…'"),
    ("hexdecimal", 'barre oblique inverse inconnue dans un texte entre "…"', "employer des apostrophes : '…'"),
    ("escape code", 'caractère impossible dans un texte entre "…"', "employer des apostrophes : '…'"),
    ("alphabetic or numeric", "« * » ou « & » en début de valeur", "mettre la valeur entre guillemets"),
    ("tag", "« ! » en début de valeur", "mettre la valeur entre guillemets"),
    ("a directive", "« % » en début de ligne", "mettre la valeur entre guillemets"),
    (
        "comment or line break",
        "texte après « | » ou « > »",
        "mettre la valeur entre guillemets, ou le texte à la ligne suivante",
    ),
    ("expected node content", "caractère réservé en début de valeur", "mettre la valeur entre guillemets"),
    ("after the quote", "texte après un guillemet de fin", "mettre tout le texte entre les guillemets"),
    ("no space", "espace manquante après les deux-points", "écrire « clé: valeur »"),
    ("no-break", "espace insécable", "la remplacer par une espace ordinaire"),
    ("typographic", "ces guillemets ne protègent pas les deux-points", 'employer des guillemets droits : "…"'),
    ("did not find expected key", "cette ligne n'est pas à sa place", "l'aligner avec les clés voisines"),
    ("<document start>", "cette ligne n'est pas à sa place", "l'aligner avec les clés voisines"),
)
# Complaints whose cause is where the thing opens, not where the parser gives up.
OPENING = ("quoted scalar", "expected ','", "scanning an a", "simple key")
FIXED = re.compile(r"[ -]*(?:[\u00a0\u202f]|[\w-]+ ?:[\u00a0\u202f]|[\w-]+[\u00a0\u202f]:)")
TYPOGRAPHIC = re.compile(r"[ -]*[\w-]+ ?: *[“”«‘’]")
GLUED = re.compile(r"\s*(?:- )?[\w-]+:(?=\S)")
UNEXPLAINED = (
    "le YAML devient illisible ici",
    "vérifier les décalages, les guillemets et les deux-points de cette ligne et de la précédente",
)


def explain(source: SourceFile, error: yaml.YAMLError, last: ScalarEvent | None, offset: int) -> Problem:
    """The problem of a YAML text; what was never closed is shown where it opens.

    ``last`` is the last text read before the error, ``offset`` the lines of the file before the YAML.
    """
    said = f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or error}"
    opening = any(words in said for words in OPENING)
    marks = [getattr(error, "problem_mark", None), getattr(error, "context_mark", None)]
    mark = next((mark for mark in (reversed(marks) if opening else marks) if mark), None)
    line, column = (mark.line + 1 + offset, mark.column + 1) if mark else (1, 1)
    said, line, column = _nearer(source, said, line, column, last, offset)
    for words, message, remedy in EXPLAINED:
        if words in said:
            return source.problem(line, column, "yaml-syntaxe", message, remedy)
    return source.problem(line, column, "yaml-syntaxe", *UNEXPLAINED)


def _nearer(
    source: SourceFile, said: str, line: int, column: int, last: ScalarEvent | None, offset: int
) -> tuple[str, int, int]:
    """The cause where the parser only sees its consequence, often one line below."""
    if source.line(line)[column - 1 : column] == "\t":
        return "tab character", line, column
    for near in (line - 1, line):
        if ("mapping values" in said or "expected ':'" in said) and (fixed := FIXED.match(source.line(near))):
            return "no-break", near, fixed.end()
    if "mapping values" in said and (quoted := TYPOGRAPHIC.match(source.line(line))):
        return "typographic", line, quoted.end()
    if "expected ':'" in said and (glued := GLUED.match(source.line(line))):
        return "no space", line, glued.end()
    if "mapping values" in said and (glued := GLUED.match(source.line(line - 1))):
        return "no space", line - 1, glued.end()
    if last and last.style in ("'", '"') and last.start_mark and last.end_mark:
        first, end = last.start_mark.line + 1 + offset, last.end_mark.line + 1 + offset
        if first < end == line:  # it closed at a quote meant for another text
            return "while scanning a quoted scalar", first, last.start_mark.column + 1
        if end == line and last.end_mark.column < column and "expected key" in said:
            return "after the quote", line, column
    return said, line, column
