"""Hostile files, one at a time: refused at a place with a code, and the site online does not change."""

from __future__ import annotations

import pytest

from conftest import RECORD, Project
from hostile.corpus import BOMBS, ENCODINGS, FRONT_MATTER, PLAIN, STRUCTURES
from hostile.safety import accepted, refused

PORTAL, PLAN, FICHE = "content/ville/portail.yml", "plans/plan-test/plan.yml", "guide/commun/logement.md"


@pytest.mark.parametrize("name", ENCODINGS)
def test_encodings(name: str, published: Project) -> None:
    data, code = ENCODINGS[name]
    refused(published.write({RECORD: data}), code)


@pytest.mark.parametrize("name", STRUCTURES)
def test_structures(name: str, published: Project) -> None:
    text, code = STRUCTURES[name]
    refused(published.write({RECORD: text.encode()}), code)


@pytest.mark.parametrize("name", BOMBS)
def test_bombs(name: str, published: Project) -> None:
    text, code = BOMBS[name]
    refused(published.write({RECORD: text.encode()}), code)


@pytest.mark.parametrize("name", FRONT_MATTER)
def test_front_matter(name: str, published: Project) -> None:
    text, code = FRONT_MATTER[name]
    refused(published.write({FICHE: text.encode()}), code)


@pytest.mark.parametrize("place", [PORTAL, PLAN, FICHE, "guide/commun/logement.en.md", "content/ville/pages/aide.md"])
@pytest.mark.parametrize("name", ["random bytes", "utf-16 with a mark", "NUL", "bidi override"])
def test_encodings_anywhere(name: str, place: str, published: Project) -> None:
    data, code = ENCODINGS[name]
    refused(published.write({place: data}), code)


@pytest.mark.parametrize("place", [PORTAL, PLAN])
@pytest.mark.parametrize(
    "name", ["a list", "two documents", "an alias to itself", "a bracket never closed", "!!python"]
)
def test_structures_anywhere(name: str, place: str, published: Project) -> None:
    text, code = STRUCTURES[name]
    refused(published.write({place: text.encode()}), code)


@pytest.mark.parametrize("place", [PORTAL, PLAN])
@pytest.mark.parametrize("name", ["200 000 opening brackets", "deep by indentation", "merge bomb", "90 000 keys"])
def test_bombs_anywhere(name: str, place: str, published: Project) -> None:
    text, code = BOMBS[name]
    refused(published.write({place: text.encode()}), code)


@pytest.mark.parametrize("place", [PORTAL, PLAN, RECORD, FICHE])
def test_fifty_megabytes(place: str, published: Project) -> None:
    with (published.root / place).open("wb") as stream:
        stream.truncate(50_000_000)
    refused(published, "fichier-trop-gros")


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + PLAIN.format("une marque au début").encode(),
        PLAIN.format("des fins de ligne de Windows").replace("\n", "\r\n").encode(),
        PLAIN.format("de vieilles fins de ligne").replace("\n", "\r").encode(),
        PLAIN.format('"🎉 ﷽ Z̷͈͑a̸l̵g̶o Ａ\u200d\u200f"').encode(),
        PLAIN.format("x" * 20_000).encode(),
        ("{" + PLAIN.format("tout en une ligne").replace("\n", ", ") + "}").encode(),
        ("---\n" + PLAIN.format("un document, et sa fin") + "...\n").encode(),
    ],
    ids=["BOM", "CRLF", "CR", "rare letters", "long line", "flow", "document marks"],
)
def test_what_is_only_unusual_is_taken(data: bytes, published: Project) -> None:
    accepted(published.write({RECORD: data}))
