"""Journeys: what their files may say, and the steps that a reader is shown."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from conftest import ROOT, Project
from portail.assemble import prepare
from portail.load import load_portal
from portail.pages.contexts import JourneyContext, StepCard
from portail.sources import Tree

JOURNEY = "guide/parcours/annee.yml"
TEXT = """\
titre: {fr: Année, en: Year}
resume: Dans l'ordre.
demarches:
  - id: bail
    titre: {fr: Signer le bail, en: Sign the lease}
    etapes: [premier-mois, mois-2-6]
    enfants: oui
    facultatif: oui
    fiches: logement
  - id: partir
    titre: Partir
    etapes: avant-arrivee
    statuts: [refugie, parraine]
    fiches: [logement]
"""
FICHE = (
    "---\ntitre: {title}\nresume: R.\ntheme: {theme}\nsources: [{{titre: S}}]\nverifie_le: 2026-01-15\n"
    "verifie_par: L\npublie_le: 2026-01-20\n{more}---\nTexte.\n"
)


def shown(project: Project, language: str = "fr") -> JourneyContext:
    prepared, problems = prepare(project.root, "ville", dt.date(2026, 6, 30))
    assert prepared, problems
    page = next(page for page in prepared.pages[language] if page.path == "parcours")
    assert isinstance(page.context, JourneyContext)
    return page.context


def steps(context: JourneyContext) -> list[StepCard]:
    return [step for moment in context.moments for step in moment.steps]


def test_steps_stand_by_stage_then_in_the_order_of_the_file(project: Project) -> None:
    context = shown(project.write({JOURNEY: TEXT}))
    assert [(m.key, [s.key for s in m.steps]) for m in context.moments] == [
        ("avant-arrivee", ["partir"]), ("premier-mois", ["bail"]),
    ]  # fmt: skip
    assert [step.number for step in steps(context)] == [1, 2]
    first, second = steps(context)
    assert dict(first.conditions) == {"statut": ("refugie", "parraine")}
    assert dict(second.conditions) == {"enfants": ("oui",)}
    assert (first.optional, second.optional) == (False, True)
    assert [card.slug for card in second.fiches] == ["logement"]


def test_a_title_that_is_not_translated_is_french(project: Project) -> None:
    found = steps(shown(project.write({JOURNEY: TEXT}), "en"))
    assert [(step.title, step.language) for step in found] == [("Partir", "fr"), ("Sign the lease", "en")]


def test_fiches_that_no_journey_names_come_by_themselves(project: Project) -> None:
    project.write({
        "guide/commun/ecole.md": FICHE.format(title="École", theme="famille", more="etapes: [jour-1, premier-mois]\n"),
        "guide/commun/asile.md": FICHE.format(title="Asile", theme="aide", more="statuts: refugie\n"),
    })  # fmt: skip
    context = shown(project)
    assert [(m.key, [s.key for s in m.steps]) for m in context.moments] == [
        ("jour-1", ["fiche.ecole"]), ("premier-mois", ["fiche.logement"]), ("", ["fiche.asile"]),
    ]  # fmt: skip
    conditions = {step.key: dict(step.conditions) for step in steps(context)}
    assert conditions == {
        "fiche.ecole": {"enfants": ("oui",)}, "fiche.logement": {}, "fiche.asile": {"statut": ("refugie",)},
    }  # fmt: skip
    concerned = {q.key: {a: [s.key for s in found] for a, found in q.concerned.items()} for q in context.questions}
    assert concerned["enfants"] == {"oui": ["fiche.ecole"]}
    assert concerned["statut"] == {"refugie": ["fiche.asile"]}
    assert len(context.questions) == 5


def test_a_journey_of_another_portal_is_read_and_not_shown(project: Project) -> None:
    project.write({JOURNEY: TEXT + "portails: [ailleurs]\n"})
    assert [step.key for step in steps(shown(project))] == ["fiche.logement"]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("etapes: avant-arrivee", "etapes: [avant]", ":12:14: erreur[choix]"),
        ("fiches: [logement]", "fiches: [logement, logemen]", ":14:24: erreur[renvoi]"),
        ("id: partir", "id: bail", ":10:9: erreur[doublon]"),
        ("id: partir", "id: partir.tot", ":10:9: erreur[identifiant]"),
        ("    enfants: oui\n", "    enfant: oui\n", ":7:5: erreur[cle-inconnue]"),
        ("    fiches: logement\n", "", ":4:5: erreur[cle-manquante]"),
        ("facultatif: oui", "facultatif: parfois", ":8:17: erreur[oui-non]"),
    ],
)
def test_mistakes_are_told_at_their_place(project: Project, old: str, new: str, line: str) -> None:
    project.write({JOURNEY: TEXT}).edit(JOURNEY, old, new)
    result = project.check()
    assert result.code != 0
    assert JOURNEY + line in result.report


def test_a_file_that_cannot_be_named_so(project: Project) -> None:
    project.write({"guide/parcours/Mon Parcours.yml": TEXT})
    assert "erreur[nom-de-fichier]" in project.check().report


def test_the_page_is_made_again_when_a_journey_changes(project: Project) -> None:
    project.write({JOURNEY: TEXT})
    assert project.build().code == 0
    assert "Signer le bail" in project.page("parcours")
    project.edit(JOURNEY, "Signer le bail", "Lire le bail")
    assert project.build().code == 0
    assert "Lire le bail" in project.page("parcours")
    assert "Lire le bail" not in project.page("en/parcours")
    assert "Sign the lease" in project.page("en/parcours")


def journeys() -> list[Any]:
    portals = {path.parent.name for path in (ROOT / "content").glob("*/portail.yml")}
    return [(name, load_portal(Tree(ROOT), name)[0]) for name in sorted(portals)]


def test_the_shared_journey_speaks_the_languages_of_each_portal() -> None:
    for name, sources in journeys():
        assert sources, name
        languages = set(sources.portal.value.languages) - {"ht"}  # shown to add a language: most is in French there
        assert sources.journeys, name
        for journey in sources.journeys:
            texts = [journey.value.title, journey.value.summary, *(step.title for step in journey.value.steps)]
            assert all(languages <= set(text) for text in texts), (name, journey.path)


def test_the_shared_journey_is_built_on_shared_fiches_and_their_moments() -> None:
    """A step's stages are among those of its fiches: a journey says nothing that no fiche says."""
    for name, sources in journeys():
        for journey in sources.journeys:
            for step in journey.value.steps:
                fiches = [sources.fiches[slug] for slug in step.fiches]
                known = {stage for fiche in fiches for stage in fiche.french.value.stages}
                assert set(step.stages) <= known, (name, step.id)
                if not journey.value.portals:
                    assert all((ROOT / f"guide/commun/{slug}.md").is_file() for slug in step.fiches), step.id
