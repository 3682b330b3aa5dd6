"""The counter's page: fiches by theme with their French, and the encoder of QR codes that its script names."""

from __future__ import annotations

import datetime as dt
import re

from conftest import ROOT, Project
from portail.assemble import prepare
from portail.assemble.assets import QR_CODES, portal_assets
from portail.pages.contexts import CounterContext


def test_each_fiche_stands_with_its_french(project: Project) -> None:
    prepared, problems = prepare(project.root, "ville", dt.date(2026, 6, 30))
    assert prepared, problems
    page = next(page for page in prepared.pages["en"] if page.path == "comptoir")
    assert isinstance(page.context, CounterContext)
    assert [(group.key, [card.title for card in group.fiches]) for group in page.context.themes] == [
        ("logement", ["Finding a home"])
    ]
    assert page.context.french["logement"].title == "Trouver un logement"


def test_the_french_beside_follows_the_french_fiche(project: Project) -> None:
    assert project.build().code == 0
    assert "Trouver un logement" in project.page("en/comptoir")
    project.edit("guide/commun/logement.md", "titre: Trouver un logement", "titre: Chercher un logement")
    assert project.build().code == 0
    assert "Chercher un logement" in project.page("en/comptoir")


def test_the_script_names_the_encoder_that_is_published(project: Project) -> None:
    prepared, _ = prepare(project.root, "ville", dt.date(2026, 6, 30))
    assert prepared
    portal = prepared.sources.portal.value
    without = portal_assets(project.root, portal)[1]
    assert not any("qrcode" in name for name in without)
    project.write({f"node_modules/{QR_CODES}": "export const qrcode = 1;\n"})
    assets, files = portal_assets(project.root, portal)
    named = re.findall(r'import\("\./([\w.-]+)"\)', files[assets.counter].decode())
    assert len(named) == 1
    assert files[f"assets/{named[0]}"] == b"export const qrcode = 1;\n"


def test_the_encoder_comes_with_its_notice() -> None:
    text = (ROOT / "node_modules" / QR_CODES).read_text(encoding="utf-8")
    assert "Copyright (c) 2009 Kazuhiko Arase" in text
    assert "MIT license" in text
