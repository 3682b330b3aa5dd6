"""``docs/donnees.md``: every kind of file, every key, from the models."""

from __future__ import annotations

import types
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import yaml
from annotated_types import MaxLen

from docgen.kinds import CHOICES, KINDS, SAME_CHOICES, Kind
from portail.model import followup, guide, plan, scalars
from portail.model.base import Model, Several

FORMS: tuple[tuple[object, str], ...] = (
    (scalars.Words, "texte"),
    (scalars.LocalText, "texte, ou un texte par langue"),
    (scalars.Number, "nombre"),
    (scalars.Positive, "nombre, 0 ou plus"),
    (scalars.YesNo, "oui ou non"),
    (scalars.Year, "année, ou son rang : 1, 2 …"),
    (scalars.Date, "date"),
    (scalars.Slug, "identifiant simple"),
    (scalars.Identifier, "identifiant"),
    (scalars.Url, "adresse"),
    (scalars.Colour, "couleur"),
    (scalars.Language, "code de langue"),
    (plan.Deadline, "date, année, ou « en continu »"),
    (guide.Delay, "délai : `6 mois`, `1 an`"),
    (followup.Measure, "nombre, ou un nombre par part"),
)
HEAD = """\
<!-- Fait par scripts/generate.py : ne pas modifier à la main. -->
# Les données : où elles sont, ce qu'elles disent

Cette page est faite depuis le code. Elle dit chaque clé de chaque fichier. Les exemples viennent de la ville
imaginaire du projet.

{contents}

## Comment s'écrivent les valeurs

| Forme | Comment l'écrire |
|---|---|
| texte | Sur une ligne, sans guillemets. Avec des guillemets droits `"…"` si le texte contient `: ` ou commence par un \
signe. |
| texte par langue | `{{fr: Bonjour, en: Hello}}` ; le français est obligatoire. Un texte seul est en français. |
| nombre | Des chiffres, sans espace ni unité : `3000`, `12.5`. |
| date | `AAAA-MM-JJ` : `2026-03-31`. |
| identifiant simple | Minuscules sans accent, chiffres et tirets : `ma-ville`. |
| identifiant | Lettres sans accent, chiffres, points et tirets, comme dans le document : `1.2.3`. |
| adresse | `https://…`, `mailto:…` ou `tel:+1…` |
| oui ou non | `oui`, `non`. |
| couleur | Six chiffres hexadécimaux entre guillemets : `"#0b4f6c"`. |
| code de langue | `fr`, `en`, `es`, `ar`, `zh-Hant` … |
| liste | Un élément par ligne après un tiret, ou `[a, b]`. |
| une valeur ou une liste | `fr` ou `[fr, en]`. |

Une clé facultative peut rester vide : c'est comme si elle n'y était pas. Une clé inconnue, une clé écrite deux fois,
une ancre, un alias ou une étiquette YAML sont refusés. Chaque erreur dit sa place et son remède : voir
[les messages d'erreur](erreurs.md).

Un éditeur qui comprend `# yaml-language-server: $schema=…` vérifie le fichier pendant la frappe, avec les schémas de
[`schemas/`](../schemas).
"""


def donnees(root: Path) -> str:
    """The whole page."""
    words = yaml.safe_load((root / "theme/strings/fr.yml").read_text(encoding="utf-8"))
    sections = [_section(kind, root) for kind in KINDS]
    titles = [*(kind.title for kind in KINDS), "Les choix"]
    contents = "\n".join(f"- [{title}](#{anchor(title)})" for title in titles)
    return "\n".join([HEAD.format(contents=contents), *sections, _choices(words)])


def anchor(title: str) -> str:
    """The anchor that a Markdown viewer gives to a heading."""
    kept = "".join(c for c in title.lower() if c.isalnum() or c in " -_")
    return kept.replace(" ", "-")


def _section(kind: Kind, root: Path) -> str:
    lines = [f"## {kind.title}", "", kind.purpose, "", f"Où : {kind.place}.", ""]
    for example in kind.examples:
        language = "text" if example.path.endswith(".csv") else "yaml"
        lines += [f"Dans `{example.path}` :", "", f"```{language}", example.text(root), "```", ""]
    lines += [f"- {note}" for note in kind.notes] + [""]
    homes = _homes(kind.model)
    for model, path in homes.items():
        if path:
            lines += [f"### {_group_title(path, kind)}", ""]
        lines += [*_table(model, kind, homes), ""]
    return "\n".join(lines)


Homes = dict[type[Model], tuple[str, ...]]


def _homes(model: type[Model]) -> Homes:
    """The model and the groups inside it, each once, with the keys that lead to where it is first met."""
    homes: Homes = {model: ()}
    queue = [model]
    for one in queue:
        for key, hint, _ in _fields(one):
            inner = _model_in(hint)
            if inner and inner not in homes:
                homes[inner] = (*homes[one], key)
                queue.append(inner)
    return homes


def _fields(model: type[Model]) -> Iterator[tuple[str, Any, Any]]:
    """Key, type as written and pydantic's field."""
    hints = get_type_hints(model, include_extras=True)
    for name, field in model.model_fields.items():
        yield field.alias or name, hints[name], field


def _model_in(hint: Any) -> type[Model] | None:
    if isinstance(hint, type) and issubclass(hint, Model):
        return hint
    return next((found for part in get_args(hint) if (found := _model_in(part))), None)


def _group_title(path: tuple[str, ...], kind: Kind) -> str:
    return f"`{path[-1]}` ({kind.name})"


def _table(model: type[Model], kind: Kind, homes: Homes) -> list[str]:
    rows = ["| Clé | Obligatoire | Forme | Sens |", "|---|---|---|---|"]
    for key, hint, field in _fields(model):
        form = _form(hint, key, kind, homes) + _limit(field.metadata)
        meaning = f"{field.description}{_default(field.default)}"
        rows.append(f"| `{key}` | {'oui' if field.is_required() else ''} | {form} | {_cell(meaning)} |")
    return rows


def _limit(metadata: list[Any]) -> str:
    """The longest text allowed."""
    longest = next((m.max_length for m in metadata if isinstance(m, MaxLen) and m.max_length > 9), None)
    return f", {longest} caractères au plus" if longest else ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


def _default(value: Any) -> str:
    """What stands for an absent key, when that says something."""
    shown = ", ".join(value) if isinstance(value, tuple) else value
    return f" (sans cette clé : `{shown}`)" if isinstance(shown, str) and shown else ""


def _form(hint: Any, key: str, kind: Kind, homes: Homes) -> str:
    """The French name of a type; an unknown type is an error, so that the page is never vague."""
    for known, name in FORMS:
        if hint == known:
            return name
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Annotated:
        inner = _form(parts[0], key, kind, homes)
        return inner.replace("liste : ", "une valeur ou une liste : ", 1) if Several in parts else inner
    if origin is tuple:
        return f"liste : {_form(parts[0], key, kind, homes)}"
    if origin in (Union, types.UnionType):
        return _form(next(part for part in parts if part is not type(None)), key, kind, homes)
    if origin is Literal:
        return f"un des [choix](#{anchor(_choice_title(SAME_CHOICES.get(key, key)))})"
    if origin is dict:
        return f"groupe, {_form(parts[0], key, kind, homes)} : {_form(parts[1], key, kind, homes)}"
    if isinstance(hint, type) and issubclass(hint, Model):
        return f"groupe [{homes[hint][-1]}](#{anchor(_group_title(homes[hint], kind))})"
    raise TypeError(f"{kind.name}: no French name for the type of {key!r}: {hint}")


def _choice_title(key: str) -> str:
    return f"Choix de `{key}`"


def _choices(words: dict[str, str]) -> str:
    """Every enumeration with the meaning of its values."""
    lines = ["## Les choix", ""]
    for key, values in _enumerations().items():
        prefix, meanings = CHOICES[key]
        lines += [f"### {_choice_title(key)}", "", "| Valeur | Sens |", "|---|---|"]
        lines += [f"| `{value}` | {meanings.get(value) or words[f'{prefix}.{value}']} |" for value in values] + [""]
    return "\n".join(lines).rstrip() + "\n"


def _enumerations() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for kind in KINDS:
        for model in _homes(kind.model):
            for key, hint, _ in _fields(model):
                values = _literal_in(hint)
                if values and key not in SAME_CHOICES and found.setdefault(key, values) != values:
                    # « statuts » of people and « statut » of actions are two keys; one key has one meaning.
                    raise ValueError(f"the key {key!r} has two sets of choices")
    return found


def _literal_in(hint: Any) -> tuple[str, ...]:
    if get_origin(hint) is Literal:
        return tuple(get_args(hint))
    return next((found for part in get_args(hint) if (found := _literal_in(part))), ())
