"""Built pages: each fault is found, and a good page has none."""

from __future__ import annotations

import pytest

from portail.check import PageFacts, broken_links, read_page
from portail.check.links import resolve
from portail.check.page import MAX_BYTES

PAGE = """<!doctype html><html lang="fr" dir="ltr"><head><title>Logement – Ville</title>
<link rel="stylesheet" href="../assets/portail-1a2b3c4d.css"><link rel="canonical" href="https://ville.invalid/guide/">
</head><body><h1 id="haut">Logement</h1><h2>Le bail</h2><h3>Signer</h3><h2>Aide</h2>
<p><a href="https://www.quebec.ca/">Québec</a> <a href="tel:811">811</a> <a href="mailto:a@b.ca">écrire</a>
<a href="#haut">haut</a> <a href="../nas/?x=1#sin">NAS</a> <img src="../carte.png" alt="Carte"></p>
<form action="../recherche/"><input name="q"></form>
<svg viewBox="0 0 1 1"><path d="M0 0" fill="none"/></svg><script src="../assets/recherche.js"></script></body></html>"""


def faults(html: str, language: str = "fr", direction: str = "ltr") -> list[str]:
    return list(read_page("guide/index.html", html.encode(), language, direction).faults)


def test_a_good_page_has_no_fault() -> None:
    assert faults(PAGE) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('lang="fr"', 'lang="en"', "lang vaut « en » au lieu de « fr »"),
        ('lang="fr" ', "", "lang vaut « None » au lieu de « fr »"),
        ('dir="ltr"', 'dir="rtl"', "dir vaut « rtl » au lieu de « ltr »"),
        ("Logement – Ville", " ", "la page n'a pas de titre"),
        ("<title>Logement – Ville</title>", "", "la page n'a pas de titre"),
        ("<h2>Aide", '<h2 id="haut">Aide', "l'identifiant « haut » est répété"),
        ("<h1 id", "<p id", "0 titres de niveau 1 au lieu d'un seul"),
        ("<h2>Aide</h2>", "<h1>Aide</h1>", "2 titres de niveau 1 au lieu d'un seul"),
        ("<h2>Le bail</h2><h3>Signer</h3>", "<h3>Signer</h3>", "un titre de niveau 3 suit un titre de niveau 1"),
        ("<form", "<iframe></iframe><form", "balise <iframe> refusée"),
        ("<form", "<object></object><form", "balise <object> refusée"),
        ("<link", '<base href="/x/"><link', "balise <base> refusée"),
        ("<form", "<script>alert(1)</script><form", "script écrit dans la page"),
        ("<form", '<form ONSUBMIT="x"', "attribut onsubmit refusé"),
        ("<form", '<form style="x"', "attribut style refusé : la politique de sécurité le bloque"),
        ('href="#haut"', 'href=" javascript:x"', "adresse «  javascript:x » refusée"),
        ('href="#haut"', 'href="data:text/html,x"', "adresse « data:text/html,x » refusée"),
        ("../carte.png", "https://a.ca/x.png", "« https://a.ca/x.png » est chargé d'un autre site"),
        ("../carte.png", "//a.ca/x.png", "« //a.ca/x.png » est chargé d'un autre site"),
        ("../assets/recherche.js", "https://a.ca/x.js", "« https://a.ca/x.js » est chargé d'un autre site"),
        ("../assets/portail-1a2b3c4d.css", "https://a.ca/x.css", "« https://a.ca/x.css » est chargé d'un autre site"),
        ("../assets/portail-1a2b3c4d.css", "//a.ca/x.css", "« //a.ca/x.css » est chargé d'un autre site"),
        ('<img src="../carte.png"', '<img src="../carte.png" srcset="https://a.ca/x.png 2x"',
         "« https://a.ca/x.png 2x » est chargé d'un autre site"),
        ("<form", "<p>" + "x" * MAX_BYTES + "</p><form", f"le poids dépasse {MAX_BYTES // 1000} ko"),
    ],
)  # fmt: skip
def test_each_fault_is_found(old: str, new: str, fault: str) -> None:
    assert old in PAGE
    assert faults(PAGE.replace(old, new, 1)) == [fault]


def test_a_page_of_arabic_reads_from_right_to_left() -> None:
    assert faults(PAGE.replace('lang="fr" dir="ltr"', 'lang="ar" dir="rtl"'), "ar", "rtl") == []


def test_the_facts_that_other_pages_need() -> None:
    facts = read_page("guide/index.html", PAGE.encode(), "fr", "ltr")
    assert (facts.title, facts.ids) == ("Logement – Ville", ("haut",))
    assert facts.targets == (
        ("assets/portail-1a2b3c4d.css", "", "../assets/portail-1a2b3c4d.css"),
        ("guide/index.html", "haut", "#haut"),
        ("nas/index.html", "sin", "../nas/?x=1#sin"),
        ("carte.png", "", "../carte.png"),
        ("recherche/index.html", "", "../recherche/"),
        ("assets/recherche.js", "", "../assets/recherche.js"),
    )


# Links


@pytest.mark.parametrize(
    ("page", "link", "target"),
    [
        ("index.html", "guide/", ("guide/index.html", "")),
        ("index.html", "./", ("index.html", "")),
        ("index.html", ".", ("index.html", "")),
        ("guide/nas/index.html", "../logement/", ("guide/logement/index.html", "")),
        ("guide/nas/index.html", "..", ("guide/index.html", "")),
        ("guide/nas/index.html", "../../", ("index.html", "")),
        ("guide/nas/index.html", "../..", ("index.html", "")),
        ("guide/nas/index.html", "", ("guide/nas/index.html", "")),
        ("guide/nas/index.html", "#bail", ("guide/nas/index.html", "bail")),
        ("guide/nas/index.html", "#l%27%C3%A9cole", ("guide/nas/index.html", "l'école")),
        ("guide/nas/index.html", "../../donnees/p/plan.json", ("donnees/p/plan.json", "")),
        ("index.html", "./guide/./nas/", ("guide/nas/index.html", "")),
        ("index.html", "guide/nas", ("guide/nas", "")),
        ("index.html", "guide/nas/?q=a/b#c", ("guide/nas/index.html", "c")),
        ("index.html", ".well-known/x.txt", (".well-known/x.txt", "")),
        ("en/404.html", "/portail/en/guide/", ("en/guide/index.html", "")),
        ("en/404.html", "/portail/", ("index.html", "")),
        ("en/404.html", "#contenu", ("en/404.html", "contenu")),
        ("index.html", "https://www.quebec.ca/", None),
        ("index.html", "mailto:a@b.ca", None),
        ("index.html", "//a.ca/", None),
    ],
)
def test_where_a_link_leads(page: str, link: str, target: tuple[str, str] | None) -> None:
    assert resolve(page, link, "/portail/") == target


def test_at_the_root_of_a_server() -> None:
    assert resolve("en/404.html", "/guide/", "/") == ("guide/index.html", "")
    assert resolve("en/404.html", "/", "/") == ("index.html", "")


FILES = ["index.html", "guide/index.html", "guide/nas/index.html", "assets/a.css", "carte.png"]


def broken(links: dict[str, list[str]], base: str = "/") -> list[tuple[str, str]]:
    """The broken links of pages given with their links; each page holds the id « ici »."""
    pages = []
    for path, found in links.items():
        resolved = [(target, link) for link in found if (target := resolve(path, link, base))]
        pages.append(PageFacts(path, "fr", path, ("ici",), tuple((*target, link) for target, link in resolved)))
    return list(broken_links(pages, FILES))


def test_good_links_are_not_told() -> None:
    links = ["guide/", "guide/nas/#ici", "#ici", "carte.png", "assets/a.css", "https://www.quebec.ca/x#y", "tel:811"]
    assert broken({"index.html": links, "guide/nas/index.html": ["../../", "../#x"]}) == []


@pytest.mark.parametrize(
    "link",
    ["absente/", "guide/absente/", "#absent", "guide/nas/#absent", "guide/nas", "Guide/", "carte.jpg", "../guide/",
     "/ailleurs/", "https://[x", "http://[::1"],
)  # fmt: skip
def test_a_link_to_nothing_is_told(link: str) -> None:
    pages = {"index.html": [link], "guide/nas/index.html": []}
    assert broken(pages) == [("index.html", link)]


def test_a_link_out_of_the_site_of_a_shared_server_is_told() -> None:
    assert broken({"index.html": ["/guide/", "/portail/guide/"]}, base="/portail/") == [("index.html", "/guide/")]
