"""The command line: one command, one small file."""

from __future__ import annotations

import click

from portail import __version__
from portail.cli.build import build
from portail.cli.check import check
from portail.cli.french import FrenchGroup
from portail.cli.new import new
from portail.cli.plan import plan
from portail.cli.serve import serve

__all__ = ["main"]

EPILOG = """\b
Pour commencer :
  portail check                  tout vérifier, sans rien construire
  portail build saguenay         construire et publier un portail dans site/
  portail serve saguenay         le voir, et le revoir à chaque enregistrement
  portail new portail ma-ville   une nouvelle ville
"""


@click.group(cls=FrenchGroup, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="portail", help="Montrer la version.")
def main() -> None:
    """Bâtit les portails d'immigration : le guide des personnes nouvelles arrivantes et l'avancement du plan.

    Les sources sont des fichiers : content/ (portails), guide/ (fiches), plans/ (plans et suivi).
    Les portails bâtis sont dans site/. Une erreur ne change jamais le site publié.
    """


for command in (check, build, serve, plan, new):
    main.add_command(command)
