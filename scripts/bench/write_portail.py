"""The corpus as a project of `portail`: our formats, our theme, one portal."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from random import Random
from typing import Any

import yaml
from blocks import MATERIAL, Page
from content import Corpus, write
from fiches import Fiche
from pictures import NAMES, picture
from planned import PLAN, plan_values
from speech import LANGUAGES, word

from portail.model import text_hash

PORTAL = "essai"
PROJECT = Path(__file__).resolve().parents[2]
FONTS = ("@fontsource", "@fontsource-variable")
STRINGS = "theme/strings"
LIST_ITEM = "\n  - "


def write_portail(corpus: Corpus, root: Path) -> None:
    """Write the project into ``root``."""
    _copy_project(root, corpus.languages)
    portal = {
        "nom": {code: word(code, "site") for code in corpus.languages},
        "devise": {code: word(code, "plan") for code in corpus.languages},
        "accueil": {code: word(code, "guide") for code in corpus.languages},
        "url": "https://exemple.invalid/",
        "langues": list(corpus.languages),
        "guide": ["commun"],
        "plans": [PLAN],
        "etat": "fictif",
        "contact": {"organisme": "Ville d'essai"},
    }
    write(root / f"content/{PORTAL}/portail.yml", _yaml(portal))
    for month, text in _visits(corpus).items():
        write(root / f"content/{PORTAL}/visites/{month}.csv", text)
    for language in corpus.languages:
        _write_about(corpus, root, language)
    for fiche in corpus.fiches:
        _write_fiche(fiche, corpus, root / "guide/commun")
    for name in NAMES:
        write(root / "guide/commun/images" / name, picture(corpus.seed, name))
    write(root / f"plans/{PLAN}/plan.yml", _yaml(plan_values(corpus.seed, corpus.actions)))
    for action in corpus.actions:
        for name, record in action.records.items():
            write(root / f"plans/{PLAN}/suivi/{name}.yml", _yaml(record))


def _copy_project(root: Path, languages: tuple[str, ...]) -> None:
    """Our theme and settings, fonts if they are installed, and words for the languages we have none in."""
    shutil.copytree(PROJECT / "theme", root / "theme")
    shutil.copy(PROJECT / "mkdocs.yml", root / "mkdocs.yml")
    for package in FONTS:
        if (PROJECT / "node_modules" / package).is_dir():
            shutil.copytree(PROJECT / "node_modules" / package, root / "node_modules" / package)
    french = (root / STRINGS / "fr.yml").read_text("utf-8")
    for language in languages:
        if not (root / STRINGS / f"{language}.yml").exists():
            own = french.replace(f"langue.nom: {word('fr', 'nom')}", f"langue.nom: {word(language, 'nom')}", 1)
            write(root / STRINGS / f"{language}.yml", own)


def _write_about(corpus: Corpus, root: Path, language: str) -> None:
    page = corpus.about(language)
    head: dict[str, Any] = {"titre": page.title, "resume": page.summary}
    if language != "fr":
        head |= {"traduit_le": "2026-02-01", "methode": "machine"}
    _write_page(root / f"content/{PORTAL}/pages/a-propos{_suffix(language)}.md", head, MATERIAL.text(page))


def _write_fiche(fiche: Fiche, corpus: Corpus, folder: Path) -> None:
    french = fiche.page("fr")
    body = MATERIAL.text(french)
    _write_page(folder / f"{fiche.slug}.md", _french_head(fiche, french, corpus), body)
    stamp = text_hash(french.title, french.summary, body)
    for language in corpus.languages[1:]:
        page = fiche.page(language)
        stale = Random(f"{fiche.rank}/{language}").random() < 0.1
        head = {
            "titre": page.title,
            "resume": page.summary,
            "mots_cles": list(page.keywords),
            "traduit_de": text_hash(french.title, french.summary, "") if stale else stamp,
            "traduit_le": "2026-02-01",
            "methode": "machine-relue" if fiche.rank % 2 else "machine",
        }
        _write_page(folder / f"{fiche.slug}.{language}.md", head, MATERIAL.text(page))


def _french_head(fiche: Fiche, page: Page, corpus: Corpus) -> dict[str, Any]:
    counted = [corpus.actions[fiche.rank % len(corpus.actions)].id] if corpus.actions and fiche.rank % 5 == 0 else []
    return {
        "titre": page.title,
        "resume": page.summary,
        "theme": fiche.theme,
        "statuts": fiche.statuses,
        "etapes": fiche.stages,
        "mots_cles": list(page.keywords),
        "sources": [
            {"titre": title, "organisme": organisation, "url": url, "consulte_le": fiche.verified.isoformat()}
            for title, organisation, url in fiche.sources()
        ],
        "verifie_le": fiche.verified.isoformat(),
        "verifie_par": "Texte inventé pour mesurer des temps",
        "a_reverifier": "6 mois",
        "contenu_plan": [f"{PLAN}/{action}" for action in counted],
        "publie_le": fiche.verified.isoformat(),
    }


def _visits(corpus: Corpus) -> dict[str, str]:
    """Three months of counts."""
    months = {}
    for month in ("2026-01", "2026-02", "2026-03"):
        random = Random(f"{corpus.seed}/{month}")
        rows = ["jour,page,langue,visites,vues"]
        for day in range(1, 29):
            seen = random.randrange(1, 40)
            fiche, language = random.choice(corpus.fiches), random.choice(corpus.languages)
            rows.append(f"{month}-{day:02},guide/{fiche.slug},{language},{seen},{seen + random.randrange(9)}")
        months[month] = "\n".join(rows) + "\n"
    return months


def _write_page(path: Path, head: dict[str, Any], body: str) -> None:
    rows = []
    for key, value in head.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            rows.append(f"{key}:{LIST_ITEM}{LIST_ITEM.join(_flow(item) for item in value)}")
        elif value != []:
            rows.append(f"{key}: {_flow(value)}")
    write(path, "---\n" + "\n".join(rows) + f"\n---\n\n{body}")


def _flow(value: object) -> str:
    """JSON is YAML on one line; keys are left bare, as people write them."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(inner)}" for key, inner in value.items()) + "}"
    return json.dumps(value, ensure_ascii=False)


def _yaml(values: dict[str, Any]) -> str:
    return str(yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=110))


def _suffix(language: str) -> str:
    return "" if language == LANGUAGES[0] else f".{language}"
