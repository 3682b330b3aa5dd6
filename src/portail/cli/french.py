"""Click in French: headings and messages that staff read, no traceback, exit codes 0, 1 and 2."""

from __future__ import annotations

import sys
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


class FrenchGroup(click.Group):
    """The root command: its help in French, its errors in one line with the way out."""

    def main(self, *args: Any, **options: Any) -> Any:
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
        except click.ClickException as error:
            click.echo(f"Erreur : {error.format_message()}", err=True)
            sys.exit(error.exit_code)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, self.commands[name].short_help or "") for name in self.list_commands(ctx)]
        with formatter.section("Commandes"):
            formatter.write_dl(rows)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


def _translated(message: str) -> str:
    for english, french in WORDS:
        message = message.replace(english, french)
    return message
