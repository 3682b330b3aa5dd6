"""``site/index.html``: the list of the built portals, for whoever opens the local server."""

from __future__ import annotations

import os
from html import escape
from pathlib import Path

from portail.load import portal_names
from portail.load.typed import load_yaml
from portail.model import Portal
from portail.sources import Tree

PAGE = """<!doctype html>
<html lang="fr" dir="ltr">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Portails bâtis ici</title><meta name="robots" content="noindex">
<style>body{{font:1.125rem/1.6 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1.25rem;color:#1c2430}}
h1{{line-height:1.2}}li{{padding:.3rem 0}}a{{color:#0b4f6c;font-weight:700}}small{{display:block;color:#4a5968}}
a:focus-visible{{outline:3px solid #b45309;outline-offset:3px}}</style></head>
<body><main><h1>Portails bâtis ici</h1><ul>
{rows}
</ul></main></body></html>
"""


def write_start_page(root: Path, site: Path) -> None:
    """List the portals that are published in ``site``."""
    rows = []
    for name in portal_names(Tree(root)):
        if not (site / name / "index.html").is_file():
            continue
        portal, _ = load_yaml(Tree(root), f"content/{name}/portail.yml", Portal)
        title = portal.value.name["fr"] if portal else name
        tagline = portal.value.tagline["fr"] if portal else ""
        rows.append(f'<li><a href="{name}/">{escape(title)}</a><small>{escape(tagline)}</small></li>')
    draft = site / ".index.html"
    draft.write_text(PAGE.format(rows="\n".join(rows)), encoding="utf-8")
    os.replace(draft, site / "index.html")
