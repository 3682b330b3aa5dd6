"""The service worker of a portal that lets its readers keep copies, or that no longer does."""

from __future__ import annotations

import json
import re

from portail.assemble import Prepared
from portail.engine.keys import site_key
from portail.model.scalars import SOURCE_LANGUAGE

WORKER = "copies.js"
"""At the site's root: a worker sees only the pages beside it and below."""
NAMED = re.compile(r"assets/[\w-]+\.(css|js|svg|woff2)")


def offline_files(prepared: Prepared) -> dict[str, str]:
    """The worker by its path in the site; nothing for a portal that never spoke of it.

    A portal that says no publishes a worker that forgets all and leaves: browsers that have the former
    one look for it at that address.
    """
    wanted = prepared.sources.portal.value.offline
    if wanted is None:
        return {}
    folder = prepared.root / "theme" / "assets"
    if not wanted:
        return {WORKER: (folder / "copies-fin.js").read_text(encoding="utf-8")}
    site = {
        "version": f"{prepared.on.isoformat()} {site_key(prepared)[:8]}",
        "languages": [code for code in prepared.languages if code != SOURCE_LANGUAGE],
        "assets": sorted(path for path in prepared.files if NAMED.fullmatch(path)),
    }
    return {WORKER: f"const SITE = {json.dumps(site)};\n{(folder / 'copies.js').read_text(encoding='utf-8')}"}
