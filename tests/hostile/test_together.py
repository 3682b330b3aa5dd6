"""Every mistake of every file in one run; and one city's mistake does not hold up another."""

from __future__ import annotations

import re
from collections import Counter

from conftest import MINIMAL, RECORD, Project
from hostile.safety import told

PORTAL, PLAN, FICHE = "content/ville/portail.yml", "plans/plan-test/plan.yml", "guide/commun/logement.md"
ENGLISH = "guide/commun/logement.en.md"
HEAD = (
    "---\ntitre: {}\nresume: Une phrase.\ntheme: sante\nsources: [{{titre: Une source}}]\nverifie_le: 2026-01-15\n"
    "verifie_par: Lecture\npublie_le: 2026-01-20\n---\n"
)


def plant(project: Project) -> Counter[tuple[str, str]]:
    """25 mistakes in 9 files; what must be told of each."""
    project.edit(PORTAL, "https://ville.invalid/", "ville.invalid")
    project.edit(PORTAL, "contact: {organisme: Ville}", "contact: {organisme: Ville, courriel: info@ville.ca}")
    project.edit(PORTAL, "nom: Ville\n", "nom: Ville\nlogo: ville.png\n")
    project.edit(FICHE, "theme: logement", "theme: logements")
    project.edit(FICHE, "verifie_le: 2026-01-15", "verifie_le: 2026-02-30")
    project.edit(FICHE, "publie_le: 2026-01-20", "publie_le: 20 janvier")
    project.edit(FICHE, "etapes: [premier-mois]", "etapes: [premier mois]")
    project.edit(FICHE, "resume: Comment louer un premier logement.\n", "")
    project.edit(ENGLISH, "methode: humaine", "methode: Google")
    project.edit(ENGLISH, "titre: Finding a home", "titre: [Finding, a home]")
    project.edit(PLAN, "fin: 2026-12-31", "fin: 2025-12-31")
    project.edit(PLAN, "source: {titre: Plan adopté}", "source: {titre: Plan adopté, url: plan.pdf}")
    project.edit(PLAN, "min: 100", "min: 3 000")
    project.edit(PLAN, "id: participants", "id: participants présents")
    project.edit(PLAN, "annees: [2026]", "annees: [2026]\n            roles: [chef]")
    project.edit(RECORD, "participants: 60", "participants: soixante")
    project.edit(RECORD, "date: 2026-03-21", "date: 2026-13-21")
    project.edit(RECORD, "{titre: Fête du printemps}", "{titre: Fête, organisateur: Ville}")
    project.write(
        {
            "plans/plan-test/suivi/2026-04-01-visite.yml": "date: 2026-04-01\naction: &a '1.1'\n",
            "guide/commun/bail.md": HEAD.format("Bail") + "\0\n\nTexte \u202e.\n",
            "guide/commun/sante.md": "Bonjour.\n",
            "content/ville/visites/2026-03.csv": (
                "jour,page,langue,visites,vues\nhier,guide,fr,1,1\n2026-03-02,guide\n2026-03-03,guide,fr,1,-1\n"
            ),
        }
    )
    return Counter({
        (PORTAL, "adresse"): 2, (PORTAL, "cle-inconnue"): 1, (FICHE, "choix"): 2, (FICHE, "date-impossible"): 1,
        (FICHE, "date"): 1, (FICHE, "cle-manquante"): 1, (ENGLISH, "choix"): 1, (ENGLISH, "type"): 1,
        (PLAN, "periode"): 1, (PLAN, "adresse"): 1, (PLAN, "nombre"): 1, (PLAN, "identifiant"): 1, (PLAN, "choix"): 1,
        (RECORD, "nombre"): 1, (RECORD, "date-impossible"): 1, (RECORD, "cle-inconnue"): 1,
        ("plans/plan-test/suivi/2026-04-01-visite.yml", "yaml-interdit"): 1,
        ("guide/commun/bail.md", "caractere-interdit"): 2,
        ("guide/commun/sante.md", "en-tete"): 1, ("content/ville/visites/2026-03.csv", "visites"): 3,
    })  # fmt: skip


def test_twenty_five_mistakes_in_one_run(published: Project) -> None:
    expected = plant(published)
    before = published.served()
    result = published.check()
    found = Counter(re.findall(r"(?m)^(\S[^\n]*?):\d+:\d+: erreur\[([a-z-]+)\]", result.report))
    assert found == expected
    assert sum(found.values()) == 25
    assert "25 problèmes dans 9 fichiers." in result.report
    assert published.build().code == 1
    assert published.served() == before


def test_mistakes_in_the_texts_are_told_beside_the_others(published: Project) -> None:
    published.edit(FICHE, "theme: logement", "theme: logement\nthemes: sante")
    published.write({"guide/commun/bail.md": HEAD.format("Bail") + "<b>x</b>\n\n[x](rien.md) [y](logement.md)\n"})
    result = published.check()
    assert told(result) == {"cle-inconnue", "contenu-interdit", "lien-brise"}
    assert "« logement.md » n'existe pas" not in result.report


def test_a_mistake_in_a_fiche_is_told_once_for_all_portals(project: Project) -> None:
    portal = MINIMAL[PORTAL]
    project.write({"content/autre/portail.yml": portal, "content/encore/portail.yml": portal})
    project.edit(FICHE, "Lisez le bail", "Lisez <b>le bail [x](rien.md)")
    assert "2 problèmes dans 1 fichier." in project.check().report


def test_one_citys_mistake_does_not_hold_up_another(project: Project) -> None:
    project.write({"content/autre/portail.yml": MINIMAL[PORTAL].replace("nom: Ville", "nom: Autre")})
    project.edit(PORTAL, "contact: {organisme: Ville}", "contact: Ville")
    result = project.build()
    assert (result.code, told(result) & {"type"}) == (1, {"type"})
    assert "Publié : autre. Inchangé : ville." in result.report
    assert any(path.startswith("autre/") for path in project.served())
    assert not any(path.startswith("ville/") for path in project.served())


def test_a_mended_mistake_is_published(published: Project) -> None:
    before = published.served()
    published.edit(FICHE, "theme: logement", "theme: loger")
    assert published.build().code == 1
    published.edit(FICHE, "theme: loger", "theme: logement")
    published.edit(FICHE, "Lisez le bail", "Relisez le bail")
    assert published.build().code == 0
    assert "Relisez le bail" in published.page("guide/logement")
    assert published.served() != before
