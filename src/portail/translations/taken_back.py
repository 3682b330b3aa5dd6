"""What a translator sends back becomes the translation file, held to the rules of every text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

import yaml
from pydantic import ValidationError

from portail.load.portal import STRINGS
from portail.model import Page, Translation, text_hash
from portail.model.scalars import LANGUAGE, SOURCE_LANGUAGE, shown
from portail.problems import ENOUGH, Problem, has_errors
from portail.prose import Neighbours, check_prose
from portail.sources import SourceFile, Tree, read_front_matter
from portail.sources.tree import CONTROLS
from portail.translations.freshness import same_texts
from portail.translations.segments import NAME, body_of, lost, remarked, segments
from portail.translations.texts import (
    PLACE,
    Text,
    french_paths,
    french_text,
    translated_text,
    translation_path,
)
from portail.translations.xliff_read import Exchange, Unit

HEAD = ("titre", "resume", "mots_cles")
KEYWORDS = ";؛；"


@dataclass(frozen=True)
class Taken:
    """A translation file to write; ``content`` is None when it already says just that."""

    path: str
    content: str | None


def taken_back(tree: Tree, exchange: Exchange, method: str, day: dt.date) -> tuple[Taken | None, list[Problem]]:
    """The translation file of an exchange, or None, and what is wrong or worth telling.

    It carries the hash of the French that the file itself holds: if the French has changed since the
    export, the translation says that it must be revised.
    """
    french, problems = _french(tree, exchange)
    problems += _shape(exchange)
    if french is None or has_errors(problems):
        return None, problems
    old, _ = translated_text(tree, french.path, exchange.language)
    made = _translation(exchange, old, translation_path(french.path, exchange.language), method)
    known = same_texts(french.hash, french.minor_edits)
    if made.stamp not in known:
        if exchange.stamp in known or _cut(french, exchange):
            message = "les textes français du fichier ne sont plus ceux de l'export"
            return None, [
                *problems,
                exchange.problem(message, "exporter de nouveau : des segments manquent ou ont changé"),
            ]
        message = f"le texte français de {french.path} a changé depuis l'export : la traduction sera à réviser"
        problems.append(_warning(exchange, message, "exporter de nouveau pour traduire ce qui a changé"))
    problems += islice(_losses(exchange), ENOUGH)
    if old and _same(old, made):
        return Taken(made.path, None), problems
    content = _content(made, day)
    problems += _faults(tree, made.path, content)
    return (None if has_errors(problems) else Taken(made.path, content)), problems


def _french(tree: Tree, exchange: Exchange) -> tuple[Text | None, list[Problem]]:
    """The French text that the exchange names: one of the project's, nothing else."""
    if not PLACE.fullmatch(exchange.original) or exchange.original not in french_paths(tree):
        message = f"« {shown(exchange.original)} » n'est pas un texte français du projet"
        return None, [exchange.problem(message, "ne pas changer l'attribut « original » du fichier")]
    language = exchange.language
    spoken = LANGUAGE.fullmatch(language) and tree.exists(f"{STRINGS}/{language}.yml")
    if language == SOURCE_LANGUAGE or not spoken:
        message = f"« {shown(language)} » n'est pas une langue de traduction du projet"
        return None, [exchange.problem(message, "l'attribut « target-language » est celui de l'export : en, es, ar …")]
    return french_text(tree, exchange.original)


def _shape(exchange: Exchange) -> list[Problem]:
    """Every segment has a known name and a translation."""
    problems = [
        exchange.problem(f"le segment « {name} » manque", "exporter de nouveau")
        for name in ("titre", "resume")
        if name not in exchange.units
    ]
    for unit in exchange.units.values():
        if unit.name not in HEAD and not NAME.fullmatch(unit.name):
            message = f"le segment « {shown(unit.name)} » n'est pas de l'export"
            problems.append(exchange.problem(message, "l'enlever", unit.line))
        elif unit.source.strip() and not unit.target.strip():
            message = f"le segment « {unit.name} » n'est pas traduit : « {shown(unit.source)} »"
            problems.append(exchange.problem(message, "le traduire : une page est traduite en entier", unit.line))
    return problems[:ENOUGH]


def _cut(french: Text, exchange: Exchange) -> bool:
    """Whether all that is there is of today's French, less some segments."""
    today = {"titre": french.title, "resume": french.summary}
    today |= {piece.name: piece.text for piece in segments(french.body)}
    there = {name: unit.source for name, unit in exchange.units.items() if name != "mots_cles"}
    return there.items() < today.items()


def _translation(exchange: Exchange, old: Text | None, path: str, method: str) -> Text:
    units = exchange.units
    pieces = [unit for unit in units.values() if NAME.fullmatch(unit.name)]
    source = body_of((unit.name, unit.source) for unit in pieces)
    kept = {piece.name for piece in segments(source) if piece.kept}
    body = body_of(
        (unit.name, unit.source if unit.name in kept else remarked(unit.source, unit.target)) for unit in pieces
    )
    keywords = old.keywords if old else ()
    if "mots_cles" in units:
        text = units["mots_cles"].target
        for mark in KEYWORDS:
            text = text.replace(mark, "\n")
        keywords = tuple(" ".join(word.split()) for word in text.split("\n") if word.strip())
    return Text(
        path, _line(units["titre"]), _line(units["resume"]), keywords, body, (),
        text_hash(units["titre"].source, units["resume"].source, source), method,
    )  # fmt: skip


def _line(unit: Unit) -> str:
    return " ".join(unit.target.split())


def _same(old: Text, new: Text) -> bool:
    """Whether the file that is there already says all this; its day of translation then stands."""
    one, other = (
        (text.title, text.summary, text.keywords, body_of((s.name, s.text) for s in segments(text.body)), text.stamp,
         text.method)
        for text in (old, new)
    )  # fmt: skip
    return one == other


def _content(made: Text, day: dt.date) -> str:
    head: dict[str, object] = {"titre": made.title, "resume": made.summary}
    if made.keywords:
        head["mots_cles"] = list(made.keywords)
    head |= {"traduit_le": day, "methode": made.method, "traduit_de": made.stamp}
    lines = yaml.safe_dump(head, allow_unicode=True, sort_keys=False, width=10_000, default_flow_style=None)
    return f"---\n{lines}---\n{made.body}\n"


def _faults(tree: Tree, path: str, content: str) -> list[Problem]:
    """What the rules of every text say of the new file, before it is written."""
    source = SourceFile(path, content)
    if found := CONTROLS.search(content):
        line = content.count("\n", 0, found.start()) + 1
        message = f"caractère invisible U+{ord(found[0]):04X}"
        return [source.problem(line, 1, "caractere-interdit", message, "l'effacer dans l'outil de traduction")]
    document, problems = read_front_matter(source)
    if problems:
        return problems
    problems = list(check_prose(document, _neighbours(tree, path)))
    kind = Translation if path.startswith("guide/") else Page
    try:
        kind.model_validate(document.value, by_alias=True, by_name=False)
    except ValidationError as error:
        problems.append(source.problem(2, 1, "xliff", _first(error), "le raccourcir dans l'outil de traduction"))
    return problems


def _first(error: ValidationError) -> str:
    """Of the head of a translation, only its lengths may be wrong: the rest was written here."""
    return "trop long : " + ", ".join(dict.fromkeys(str(part["loc"][0]) for part in error.errors() if part["loc"]))


def _neighbours(tree: Tree, path: str) -> Neighbours:
    """What the text may link to: any text and image of the project; ``check`` then holds it to its portal."""
    folder = "../" if path.startswith("guide/") else ""
    pages = {f"{folder}index.md", "index.md" if folder else "guide/index.md"}
    images = set()
    for french in french_paths(tree):
        name = french.rpartition("/")[2]
        if french.startswith("guide/"):
            pages.add(name if folder else f"guide/{name}")
        else:
            pages.add(f"{folder}{name}")
    for image in tree.files("guide", "")[0]:
        place = image.split("/", 2)[2]
        if place.startswith("images/"):
            images.add(place)
    return Neighbours(pages, images)


def _losses(exchange: Exchange) -> Iterator[Problem]:
    """Links and numbers that a translation lost, segment by segment."""
    for unit in exchange.units.values():
        if unit.name == "mots_cles":
            continue
        links, numbers = lost(unit.source, unit.target)
        for what, values in (("le lien", links), ("le nombre", numbers)):
            for value in values:
                message = f"{what} « {shown(value)} » n'est plus dans le segment « {unit.name} »"
                yield _warning(exchange, message, "vérifier la traduction", unit.line)


def _warning(exchange: Exchange, message: str, remedy: str, line: int = 0) -> Problem:
    return replace(exchange.problem(message, remedy, line), severity="avertissement")
