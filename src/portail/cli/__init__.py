"""The command line: one command, one small file."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

import click

from portail import __version__
from portail.cli.french import FrenchGroup

__all__ = ["main", "run"]

EPILOG = """\b
Pour commencer :
  portail check                  tout vérifier, sans rien construire
  portail build saguenay         construire et publier un portail dans site/
  portail serve saguenay         le voir, et le revoir à chaque enregistrement
  portail new portail ma-ville   une nouvelle ville
"""


COMMANDS = {
    "check": "Tout vérifier, sans rien construire.",
    "build": "Construire et publier les portails.",
    "serve": "Les voir, et les revoir à chaque enregistrement.",
    "progress": "Dire où en est un plan, ou tous.",
    "plan": "Montrer un plan dans le terminal.",
    "suivi": "Rapporter ce qui a été fait.",
    "translations": "Dire quoi traduire ; échanger avec les traducteurs.",
    "visits": "Compter les visites, d'après les journaux du serveur.",
    "new": "Créer un portail, une fiche ou un plan.",
}
"""Each command is the function of that name in the module of that name, imported when it is called."""


@click.group(cls=FrenchGroup, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="portail", help="Montrer la version.")
def main() -> None:
    """Bâtit les portails d'immigration : le guide des personnes nouvelles arrivantes et l'avancement du plan.

    Les sources sont des fichiers : content/ (portails), guide/ (fiches), plans/ (plans et suivi).
    Les portails bâtis sont dans site/. Une erreur ne change jamais le site publié.
    """


main.modules = {name: (f"portail.cli.{name}", text) for name, text in COMMANDS.items()}


def run() -> None:
    """The program. It leaves without giving its memory back piece by piece, which lasts as long as a small build."""
    code: object = 0
    try:
        main()
    except SystemExit as leaving:
        code = leaving.code
    with suppress(OSError):  # whoever read the output may have left
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code if isinstance(code, int) else 1)
