"""``portail new``: a new portal or a new fiche, that builds at once."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from portail.cli.common import errors, project_root, today
from portail.model.scalars import RESERVED, SLUG

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


@click.group(short_help="Créer un portail ou une fiche.")
def new() -> None:
    """Créer un portail ou une fiche, prêts à remplir."""


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
