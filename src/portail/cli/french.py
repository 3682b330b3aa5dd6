"""Click in French: headings and messages that staff read, no traceback, exit codes 0, 1 and 2."""

from __future__ import annotations

import importlib
import os
import sys
import tempfile
import traceback
from collections.abc import Iterable, Sequence
from typing import Any

import click

WORDS = (
    ("No such command", "commande inconnue :"),
    ("No such option", "option inconnue :"),
    ("Missing argument", "il manque"),
    ("Missing option", "il manque l'option"),
    ("Missing command.", "il manque une commande."),
    ("Invalid value for", "valeur refusée pour"),
    ("Did you mean one of:", "Vouliez-vous dire"),
    ("Did you mean", "Vouliez-vous dire"),
    ("Possible options:", "Options proches :"),
    ("is not one of", "n'est pas parmi"),
    ("is not in the range", "n'est pas entre"),
    ("is not a valid integer", "n'est pas un nombre entier"),
    ("Got unexpected extra arguments", "arguments en trop :"),
    ("Got unexpected extra argument", "argument en trop :"),
    ("requires an argument", "demande une valeur"),
)

HELP = (
    ("Show this message and exit.", "Montrer cette aide."),
    ("[default: ", "[sans cette option : "),
    ("[OPTIONS]", "[OPTION]…"),
    ("COMMAND [ARGS]...", "COMMANDE …"),
    ("DIRECTORY", "DOSSIER"),
    ("INTEGER RANGE", "NOMBRE"),
    ("TEXT", "TEXTE"),
)
HEADINGS = {"Commands": "Commandes"}


class FrenchFormatter(click.HelpFormatter):
    """Help as click lays it out, with its own few words in French."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, _translated(args, HELP), "Usage : ")

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{HEADINGS.get(heading, heading)} :\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        super().write_dl([(_translated(a, HELP), _translated(b, HELP)) for a, b in rows], col_max, col_spacing)


click.Context.formatter_class = FrenchFormatter  # of every command, and of the groups below this one


class FrenchGroup(click.Group):
    """The root command: its help in French, its errors in one line with the way out.

    Commands are imported when they are called: one that does little must start at once.
    """

    modules: dict[str, tuple[str, str]]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.modules:
            return None
        command = getattr(importlib.import_module(self.modules[cmd_name][0]), cmd_name)
        assert isinstance(command, click.Command)
        return command

    def main(self, *args: Any, **options: Any) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")  # a terminal that does not know « → » shows « ? »
        try:
            result = super().main(*args, **{**options, "standalone_mode": False})
            sys.exit(result if isinstance(result, int) else 0)
        except click.exceptions.Abort:
            click.echo("\nArrêté.", err=True)
            sys.exit(1)
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.format_message())
            sys.exit(0)
        except click.UsageError as error:
            click.echo(f"Erreur : {_translated(error.format_message())}", err=True)
            if error.ctx:
                click.echo(f"Voir « {error.ctx.command_path} --help ».", err=True)
            sys.exit(2)
        except OSError as error:
            click.echo(f"Erreur : le système refuse ({error.strerror} : {error.filename}).", err=True)
            sys.exit(1)
        except click.ClickException as error:
            click.echo(f"Erreur : {error.format_message()}", err=True)
            sys.exit(error.exit_code)
        except Exception as error:
            click.echo(_unexpected(error), err=True)
            sys.exit(1)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, text) for name, (_, text) in self.modules.items()]
        with formatter.section("Commandes"):
            formatter.write_dl(rows)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.modules)


def _unexpected(error: Exception) -> str:
    """A mistake of the program itself: said in one line; what its makers need is kept in a file."""
    try:
        # A new file: a known name in a shared folder could be someone else's link.
        handle, place = tempfile.mkstemp(prefix="portail-erreur-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write("".join(traceback.format_exception(error)))
        kept = f" Le détail est dans {place} : le joindre au signalement."
    except OSError:
        kept = ""
    return f"Erreur du programme ({type(error).__name__}). Le site publié n'a pas changé.{kept}"


def _translated(message: str, words: Sequence[tuple[str, str]] = WORDS) -> str:
    for english, french in words:
        message = message.replace(english, french)
    return message
