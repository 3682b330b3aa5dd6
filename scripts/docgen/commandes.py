"""``docs/commandes.md``: every command and option, from the command line's own help."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import click

from portail.cli import main

HEAD = """\
<!-- Fait par scripts/generate.py : ne pas modifier à la main. -->
# Les commandes

Chaque commande se lance du dossier du projet, ou d'un de ses sous-dossiers. `portail COMMANDE --help` dit la même chose
dans le terminal. Code de retour : 0 quand tout va bien, 1 quand il y a des erreurs dans les sources, 2 quand la
commande est mal écrite.
"""

FRENCH = {"integer range": "NOMBRE", "text": "TEXTE", "directory": "DOSSIER"}


def commandes() -> str:
    """The whole page."""
    return "\n".join([HEAD, *_sections(main, "portail", 1)]).rstrip() + "\n"


def _sections(command: click.Command, name: str, level: int) -> Iterator[str]:
    if level == 1:
        yield f"{_prose(command)}\n"
        yield from _options(command, name)
    elif isinstance(command, click.Group):
        yield f"## `{name}`\n\n{_prose(command)}\n"
    else:
        usage = " ".join([name, *(_argument(p) for p in command.params if isinstance(p, click.Argument))])
        yield f"{'#' * level} `{usage}`\n\n{_prose(command)}\n"
        yield from _options(command, name)
    if isinstance(command, click.Group):
        for child, inner in commands_of(command):
            yield from _sections(inner, f"{name} {child}", level + 1)


def commands_of(group: click.Group) -> Iterator[tuple[str, click.Command]]:
    """The commands of a group; those of the program are imported when they are asked for."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command, name
        yield name, command


def _prose(command: click.Command) -> str:
    """The doc-string as paragraphs, source names as code."""
    text = inspect.cleandoc(command.help or "").split("\f")[0]
    return re.sub(r"(?<![\w`])([a-z]+/(?:[\w<>./]*[\w>/])?)", r"`\1`", text)


def _argument(parameter: click.Argument) -> str:
    if parameter.metavar:
        return parameter.metavar
    name = (parameter.name or "").upper()
    return name if parameter.required else f"[{name}]"


def _options(command: click.Command, name: str) -> Iterator[str]:
    rows = [_row(option, name) for option in command.params if isinstance(option, click.Option)]
    if rows:
        yield "\n".join(["| Option | Sens |", "|---|---|", *rows, ""])


def _row(option: click.Option, name: str) -> str:
    if not option.help:
        raise ValueError(f"the option {option.opts[0]} of « {name} » has no help")
    names = ", ".join(f"`{name}{_value(option)}`" for name in option.opts)
    default = f" Sans cette option : `{option.default}`." if option.show_default else ""
    return f"| {names} | {option.help.rstrip('.')}.{default} |"


def _value(option: click.Option) -> str:
    """What follows the option's name, as the help shows it."""
    if option.is_flag:
        return ""
    if isinstance(option.type, click.Choice):
        return " " + "\\|".join(str(choice) for choice in option.type.choices)
    return f" {option.metavar or FRENCH.get(option.type.name, option.type.name.upper())}"
