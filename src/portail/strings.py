"""The words of the interface: ``theme/strings/<langue>.yml``, flat, one file a language."""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter

from portail.problems import Position, Problem
from portail.sources import Tree, read_yaml

FOLDER = "theme/strings"
MONTHS, DATE = "date.mois", "date.forme"
"""What a language may add when Babel does not know its months: twelve names, and how a date is written."""
DATE_FORM = "{jour} {mois} {annee}"


class MissingWord(LookupError):
    """A word that a page needs is in no file of strings."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key

    def problem(self) -> Problem:
        """What to tell: the French file is where every word must be."""
        message = f"le mot « {self.key} » manque"
        return Problem(Position(f"{FOLDER}/fr.yml"), "cle-manquante", message, f"ajouter « {self.key}: … »")


@dataclass(frozen=True)
class Strings:
    """The words of one language; a missing word is the French one (``portail check`` tells)."""

    language: str
    words: dict[str, str]
    french: dict[str, str]

    def __getitem__(self, key: str) -> str:
        word = self.words.get(key) or self.french.get(key)
        if word is None:
            raise MissingWord(key)
        return word

    def __contains__(self, key: object) -> bool:
        return key in self.words or key in self.french

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``."""
        return self.words.get("langue.direction", "ltr")


def load_strings(tree: Tree, languages: tuple[str, ...]) -> tuple[dict[str, Strings], list[Problem]]:
    """The words of each language, and what is wrong with their files."""
    problems: list[Problem] = []
    words: dict[str, dict[str, str]] = {}
    for language in dict.fromkeys(("fr", *languages)):
        words[language], found = _read(tree, language, words.get("fr"))
        problems += found
    french = words["fr"]
    return {language: Strings(language, words[language], french) for language in words}, problems


def _read(tree: Tree, language: str, french: dict[str, str] | None) -> tuple[dict[str, str], list[Problem]]:
    source, problems = tree.read(f"{FOLDER}/{language}.yml")
    if source is None:
        return {}, problems
    document, problems = read_yaml(source)
    value = document.value if isinstance(document.value, dict) else {}
    words = {key: text for key, text in value.items() if isinstance(text, str)}
    for key in value.keys() - words.keys():
        problems.append(document.problem((key,), "type", f"« {key} » n'est pas un texte", "clé: texte"))
    for key, text in words.items():
        expected = _places(DATE_FORM if key == DATE else (french or words).get(key, text))
        if expected is None or (found := _places(text)) is None or not found <= expected:
            message = f"« {key} » a d'autres mots entre accolades que le texte français"
            remedy = "écrire : " + (", ".join(f"{{{name}}}" for name in sorted(expected or ())) or "aucune accolade")
            problems.append(document.problem((key,), "traduction", message, remedy))
    if MONTHS in words and len(words[MONTHS].split(", ")) != 12:
        message = f"« {MONTHS} » n'a pas douze noms"
        problems.append(document.problem((MONTHS,), "traduction", message, "janvye, fevriye, mas … desanm"))
    return words, problems


def _places(text: str) -> set[str] | None:
    """The names between braces, where values are put; None when a brace is not closed."""
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return None
