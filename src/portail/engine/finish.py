"""What a site needs beside its pages: 404 per language, sitemap, robots, headers for the web server."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from portail.assemble import Prepared
from portail.model.scalars import SOURCE_LANGUAGE

# Scripts and styles come from the site alone; nothing is inline but attributes of SVG.
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "Strict-Transport-Security": "max-age=63072000",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
RELATIVE = re.compile(r'(?<= )((?:href|src|action|data-index|data-racine)=")(?!#|/|[a-z]+:)([^"]*)"')


def finish(site: Path, prepared: Prepared) -> None:
    """Write the site's own files beside the pages that the engine wrote."""
    portal = prepared.sources.portal.value
    base = urlsplit(portal.url or "").path or "/"
    for language in prepared.languages:
        _not_found(site, "" if language == SOURCE_LANGUAGE else f"{language}/", base)
    (site / "_headers").write_text(headers_file(), encoding="utf-8")
    (site / "nginx.conf").write_text(nginx_fragment(prepared.languages, base), encoding="utf-8")
    allowed = "Disallow: /" if portal.state != "officiel" else "Allow: /"
    lines = ["User-agent: *", allowed]
    if portal.url:
        (site / "sitemap.xml").write_text(sitemap(prepared), encoding="utf-8")
        lines.append(f"Sitemap: {portal.url}sitemap.xml")
    (site / "robots.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _not_found(site: Path, prefix: str, base: str) -> None:
    """``404/index.html`` → ``404.html``, whose links hold from any address."""
    page = site / prefix / "404" / "index.html"
    here = f"{prefix}404/"

    def absolute(match: re.Match[str]) -> str:
        return f'{match[1]}{base}{_resolved(here, match[2])}"'

    html = RELATIVE.sub(absolute, page.read_text(encoding="utf-8"))
    page.with_name("index.html").unlink()
    page.parent.rmdir()
    (site / prefix / "404.html").write_text(html, encoding="utf-8")


def _resolved(here: str, link: str) -> str:
    parts = [part for part in here.split("/") if part]
    path, mark, anchor = link.partition("#")
    for step in path.split("/"):
        if step == "..":
            parts.pop()
        elif step not in ("", "."):
            parts.append(step)
    ending = "/" if parts and (path.endswith(("/", "..")) or path in ("", ".")) else ""
    return "/".join(parts) + ending + mark + anchor


def sitemap(prepared: Prepared) -> str:
    """Every page in the languages in which it is really written, with its alternates."""
    url = prepared.sources.portal.value.url or ""
    rows = []
    for language in prepared.languages:
        for page in prepared.pages[language]:
            if page.is_fallback or page.path == "404":
                continue
            links = "".join(
                f'<xhtml:link rel="alternate" hreflang="{code}" href="{escape(_address(url, page.path, code))}"/>'
                for code in page.written_in
            )
            rows.append(f"<url><loc>{escape(_address(url, page.path, language))}</loc>{links}</url>")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n' + "\n".join(rows) + "\n</urlset>\n"
    )


def _address(url: str, path: str, language: str) -> str:
    prefix = "" if language == SOURCE_LANGUAGE else f"{language}/"
    return f"{url}{prefix}{path}/" if path else f"{url}{prefix}"


def headers_file() -> str:
    """``_headers`` as Netlify and Cloudflare Pages read it."""
    rows = [f"  {name}: {value}" for name, value in HEADERS.items()]
    return "\n".join(["/*", *rows, "/assets/*", "  Cache-Control: public, max-age=31536000, immutable"]) + "\n"


def nginx_fragment(languages: tuple[str, ...], base: str) -> str:
    """What to include in the ``server`` block of nginx."""
    rows = [f'add_header {name} "{value}" always;' for name, value in HEADERS.items()]
    rows.append(f"error_page 404 {base}404.html;")
    rows += [
        f"location {base}{code}/ {{ error_page 404 {base}{code}/404.html; }}"
        for code in languages
        if code != SOURCE_LANGUAGE
    ]
    return "\n".join(rows) + "\n"
