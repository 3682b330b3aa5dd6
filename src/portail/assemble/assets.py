"""Style, script, fonts and icon of a portal, named after what they hold so that browsers keep them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from portail.model.portal import Portal

FONTS = {
    "atkinson-latin.woff2": "@fontsource-variable/atkinson-hyperlegible-next/files/"
    "atkinson-hyperlegible-next-latin-wght-normal.woff2",
    "atkinson-latin-ext.woff2": "@fontsource-variable/atkinson-hyperlegible-next/files/"
    "atkinson-hyperlegible-next-latin-ext-wght-normal.woff2",
    "noto-arabe-400.woff2": "@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-400-normal.woff2",
    "noto-arabe-700.woff2": "@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-700-normal.woff2",
}
QR_CODES = "qrcode-generator/dist/qrcode.mjs"
"""The encoder of QR codes (MIT, its notice at its head), fetched by the counter's page alone, when it draws one."""
LICENCES = ("@fontsource-variable/atkinson-hyperlegible-next/LICENSE", "@fontsource/noto-sans-arabic/LICENSE")
"""The SIL Open Font License, which travels with the fonts."""
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="{main}"/>'
    '<path d="M6 17 16 7l10 10M9 15v10h5v-6h4v6h5V15" fill="none" stroke="#fff" stroke-width="2.6" '
    'stroke-linejoin="round" stroke-linecap="round"/></svg>\n'
)


@dataclass(frozen=True)
class Assets:
    """Paths of a portal's assets, below the site's root."""

    style: str
    search_style: str
    search: str
    journey: str
    journey_style: str
    counter: str
    counter_style: str
    finder: str
    header: str
    icon: str
    offline: str
    """Empty for a portal whose readers keep no copies."""
    latin_font: str
    arabic_font: str

    def preload(self, direction: str) -> list[str]:
        """The fonts that the first screen needs."""
        return [font for font in (self.latin_font, self.arabic_font if direction == "rtl" else "") if font]


def portal_assets(root: Path, portal: Portal) -> tuple[Assets, dict[str, bytes]]:
    """The assets of a portal and their bytes by path. Fonts that are not installed are left out."""
    theme = root / "theme" / "assets"
    files: dict[str, bytes] = {}
    named: dict[str, str] = {}
    for name, package_path in FONTS.items():
        source = root / "node_modules" / package_path
        if source.is_file():
            named[name] = _add(files, name, source.read_bytes())
    licences = [root / "node_modules" / path for path in LICENCES]
    files["assets/polices-licence.txt"] = b"\n\n".join(path.read_bytes() for path in licences if path.is_file())
    city = f":root{{--ville:{portal.colours.main};--accent:{portal.colours.accent}}}\n"
    style = city + (theme / "portail.css").read_text(encoding="utf-8")
    if portal.offline:
        style += (theme / "hors-ligne.css").read_text(encoding="utf-8")
    for name in FONTS:
        style = style.replace(f"url({name})", f"url({Path(named.get(name, name)).name})")
    finder = _add(files, "trouver.js", (theme / "trouver.js").read_bytes())
    search = (theme / "recherche.js").read_text(encoding="utf-8").replace("./trouver.js", f"./{Path(finder).name}")
    return (
        Assets(
            style=_add(files, "portail.css", style.encode()),
            search_style=_add(files, "recherche.css", (theme / "recherche.css").read_bytes()),
            search=_add(files, "recherche.js", search.encode()),
            finder=finder,
            header=_add(files, "entete.js", (theme / "entete.js").read_bytes()),
            icon=_add(files, "icone.svg", ICON.format(main=portal.colours.main).encode()),
            offline=_add(files, "hors-ligne.js", (theme / "hors-ligne.js").read_bytes()) if portal.offline else "",
            journey=_add(files, "parcours.js", (theme / "parcours.js").read_bytes()),
            journey_style=_add(files, "parcours.css", (theme / "parcours.css").read_bytes()),
            counter=_add(files, "comptoir.js", _counter(root, files).encode()),
            counter_style=_add(files, "comptoir.css", (theme / "comptoir.css").read_bytes()),
            latin_font=named.get("atkinson-latin.woff2", ""),
            arabic_font=named.get("noto-arabe-400.woff2", ""),
        ),
        files,
    )


def _counter(root: Path, files: dict[str, bytes]) -> str:
    """The counter's script, told the name of the encoder; without npm's packages it draws no code."""
    script = (root / "theme/assets/comptoir.js").read_text(encoding="utf-8")
    encoder = root / "node_modules" / QR_CODES
    if not encoder.is_file():
        return script
    named = _add(files, "qrcode.js", encoder.read_bytes())
    return script.replace('"./qrcode.js"', f'"./{Path(named).name}"')


def _add(files: dict[str, bytes], name: str, data: bytes) -> str:
    """``portail.css`` → ``assets/portail-1a2b3c4d.css`` (a dash: a dotted part reads as a language)."""
    stem, _, suffix = name.rpartition(".")
    path = f"assets/{stem}-{hashlib.sha256(data).hexdigest()[:8]}.{suffix}"
    files[path] = data
    return path
