"""``portail new``: a new portal, a new fiche or a plan made again from its open data, that build at once."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from portail.cli.common import errors, finish, project_root, today
from portail.cli.writing import outside_text, write_new
from portail.imports.check import problems_of
from portail.imports.plan_json import plan_sources
from portail.model.scalars import RESERVED, SLUG
from portail.problems import has_errors

PORTAL = """\
# yaml-language-server: $schema=../../schemas/portail.json
nom: {title}
devise: {{fr: Portail de l'immigration, en: Immigration portal}}
accueil:
  fr: Des réponses pour vous installer ici, dans votre langue.
  en: Answers to help you settle here, in your language.
langues: [fr, en]
guide: [commun, {name}]
plans: []
etat: apercu
contact: {{organisme: {title}}}
"""
PAGE = """\
---
titre: À propos de ce site
resume: Qui fait ce site et comment signaler une erreur.
---

Dire ici qui fait ce site, d'où viennent ses textes et à qui écrire.
"""
FICHE = """\
---
titre: {title}
resume: Dire en une phrase à quoi sert cette page.
theme: vie-quotidienne
sources:
  - {{titre: Nommer la page d'où viennent les faits, url: "https://www.quebec.ca/", consulte_le: {day}}}
verifie_le: {day}
verifie_par: Dire comment la page a été vérifiée
a_reverifier: 6 mois
publie_le: {day}
---

Répondre au besoin en une ou deux phrases.

## Ce qu'il faut faire

1. Première étape.
2. Deuxième étape.
"""


@click.group(short_help="Créer un portail, une fiche ou un plan.")
def new() -> None:
    """Créer un portail, une fiche ou un plan."""


@new.command("portail")
@click.argument("nom")
def portal(nom: str) -> None:
    """Créer content/NOM/ et guide/NOM/ : un portail qui se construit aussitôt.

    NOM est l'identifiant du portail : minuscules sans accent, chiffres et tirets.
    """
    root, name = project_root(), _slug(nom)
    title = name.replace("-", " ").title()
    _write(root, f"content/{name}/portail.yml", PORTAL.format(name=name, title=title))
    _write(root, f"content/{name}/pages/a-propos.md", PAGE)
    _write(root, f"guide/{name}/.gitkeep", "")
    errors.print(f"Voir le portail : portail serve {name}", style="green")


@new.command("fiche")
@click.argument("nom")
@click.option("--couche", default="commun", show_default=True, help="Dossier de guide/ où va la fiche.")
def fiche(nom: str, couche: str) -> None:
    """Créer guide/COUCHE/NOM.md, avec un en-tête complet à ajuster."""
    root, name = project_root(), _slug(nom)
    if not (root / "guide" / _slug(couche)).is_dir():
        raise click.ClickException(f"le dossier guide/{couche}/ n'existe pas")
    day: dt.date = today()
    title = name.replace("-", " ").capitalize()
    _write(root, f"guide/{couche}/{name}.md", FICHE.format(title=title, day=day.isoformat()))


@new.command("plan")
@click.argument("nom")
@click.option(
    "--depuis", "source", required=True, metavar="plan.json",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Fichier donnees/<plan>/plan.json d'un portail.",
)  # fmt: skip
def plan(nom: str, source: Path) -> None:
    """Créer plans/NOM/ depuis les données ouvertes d'un plan : le même plan, avec son suivi.

    Tout est vérifié avant d'écrire, et rien n'est remplacé.
    """
    root, name = project_root(), _slug(nom)
    if (root / "plans" / name).exists():
        raise click.ClickException(f"plans/{name} existe déjà : rien n'a été changé")
    files, problems = plan_sources(outside_text(source), str(source), name)
    problems += problems_of(root, name, files) if files else []
    if has_errors(problems):
        finish(problems, "text", "Rien n'a été écrit.", "")
    write_new(root, {f"plans/{name}/{path}": text for path, text in files.items()})
    errors.print(f"Le montrer dans un portail : ajouter {name} à la clé « plans » de portail.yml", style="green")


def _slug(name: str) -> str:
    if not SLUG.fullmatch(name) or RESERVED.fullmatch(name) or len(name) > 60:
        raise click.ClickException(
            f"« {name} » ne convient pas : minuscules sans accent, chiffres et tirets, par exemple ma-ville"
        )
    return name


def _write(root: Path, path: str, text: str) -> None:
    place = root / path
    if place.exists():
        raise click.ClickException(f"{path} existe déjà : rien n'a été changé")
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")
    errors.print(f"créé : {path}")
