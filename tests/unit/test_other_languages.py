"""Pages that are not in French: what permits them, the register of them, and where they are not told of."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

from conftest import Project

PORTAL, FRENCH = "content/ville/portail.yml", "guide/commun/logement.md"
UNTRANSLATED = {
    "guide/commun/bail.md": """\
        ---
        titre: Lire un bail
        resume: Ce que dit un bail.
        theme: logement
        sources: [{titre: Le bail, url: "https://www.quebec.ca/bail"}]
        verifie_le: 2026-01-15
        verifie_par: Lecture de la page citée
        publie_le: 2026-01-20
        ---
        Un bail est un contrat.
        """
}


def register(project: Project) -> dict[str, dict[str, str]]:
    text = (project.root / "site/ville/donnees/registre-langues.csv").read_text(encoding="utf-8-sig")
    return {row["adresse"]: row for row in csv.DictReader(io.StringIO(text))}


def built(project: Project) -> Project:
    result = project.build()
    assert result.code == 0, result.report
    return project


def test_the_register_lists_every_page_that_is_not_in_french(project: Project) -> None:
    rows = register(built(project.write(UNTRANSLATED)))
    pages = {path.relative_to(project.root / "site/ville").as_posix() for path in english(project)}
    url = "https://ville.invalid/"
    assert {row.removeprefix(url).removesuffix("index.html") for row in rows} == {
        page.removesuffix("index.html") for page in pages if page != "en/guide/bail/index.html"
    }
    assert rows[f"{url}en/guide/logement/"] == {
        "adresse": f"{url}en/guide/logement/", "langue": "en", "titre": "Finding a home",
        "adresse_francaise": f"{url}guide/logement/", "exception": "à déclarer", "article": "",
        "methode": "humaine", "date": "2026-01-22", "fraicheur": "a-reviser",
    }  # fmt: skip
    assert rows[f"{url}en/recherche/"]["methode"] == "mots de l'interface"
    assert rows[f"{url}en/404.html"]["adresse_francaise"] == f"{url}404.html"


def english(project: Project) -> list[Path]:
    return list((project.root / "site/ville/en").rglob("*.html"))


def test_a_fiche_may_rely_on_another_exception_than_its_portal(project: Project) -> None:
    project.edit(PORTAL, "guide:", "exception: accueil-6-mois\nguide:")
    rows = register(built(project.edit(FRENCH, "publie_le:", "exception: sante\npublie_le:")))
    fiche, home = rows["https://ville.invalid/en/guide/logement/"], rows["https://ville.invalid/en/"]
    assert (fiche["exception"], fiche["article"]) == ("sante", "art. 22.3, al. 1, par. 1°")
    assert (home["exception"], home["article"]) == ("accueil-6-mois", "art. 22.3, al. 1, par. 2° c)")
    assert "health requires it" in project.page("en/guide/logement")
    assert "first six months" in project.page("en")
    assert "six premiers mois" not in project.page("") + project.page("guide/logement")


def test_every_page_that_is_not_in_french_leads_to_its_french(project: Project) -> None:
    built(project.write(UNTRANSLATED))
    for page in english(project):
        html = page.read_text(encoding="utf-8")
        notice = re.search(r'French is the official language[^<]*<a hreflang="fr" href="[^"]+">', html)
        assert bool(notice) == ("en/guide/bail/" not in page.as_posix()), page
    assert '<a hreflang="fr" href="../../../guide/logement/">' in project.page("en/guide/logement")
    assert '<a hreflang="fr" href="/"' in (project.root / "site/ville/en/404.html").read_text(encoding="utf-8")


def test_without_a_declaration_no_exception_is_claimed(project: Project) -> None:
    assert "section 22.3" not in built(project).page("en/guide/logement")


@pytest.mark.parametrize(("state", "told"), [("officiel", True), ("apercu", False)])
def test_an_official_site_is_reminded_to_declare_its_exception(project: Project, state: str, told: bool) -> None:
    result = project.edit(PORTAL, "guide:", f"etat: {state}\nguide:").check()
    assert result.code == 0
    assert ("exception de la Charte" in result.report) == told


def test_an_exception_that_is_not_in_the_charter_is_refused(project: Project) -> None:
    report = project.edit(PORTAL, "guide:", "exception: tourisme-local\nguide:").check().report
    assert "erreur[choix]" in report and "accueil-6-mois" in report


def test_an_untranslated_fiche_is_told_of_in_french_only(project: Project) -> None:
    built(project.write(UNTRANSLATED))
    sitemap = (project.root / "site/ville/sitemap.xml").read_text(encoding="utf-8")
    assert "guide/bail/" in sitemap and "en/guide/bail/" not in sitemap
    assert "en/guide/logement/" in sitemap
    stand_in = project.page("en/guide/bail")
    assert 'rel="alternate"' not in stand_in and 'name="robots" content="noindex"' in stand_in
    assert 'rel="alternate"' not in project.page("guide/bail")
    assert 'hreflang="en"' in project.page("guide/logement").split("</head>")[0]


def test_they_lead_to_french_lessons_when_the_guide_has_them(project: Project) -> None:
    lessons = UNTRANSLATED["guide/commun/bail.md"].replace("Lire un bail", "Apprendre le français")
    assert "francisation" not in built(project).page("en/guide/logement").partition("official language")[2]
    built(project.write({"guide/commun/francisation.md": lessons}))
    notice = project.page("en/guide/logement").partition("official language")[2]
    assert '<a href="../francisation/">' in notice
    assert "francisation" not in project.page("guide/logement").partition("</article>")[2]
