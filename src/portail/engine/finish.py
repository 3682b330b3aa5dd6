"""What a site needs beside its pages: 404 per language, sitemap, robots, headers for the web server."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from portail.assemble import Prepared
from portail.engine.offline import offline_files
from portail.model.scalars import SOURCE_LANGUAGE
from portail.pages import OFFLINE, STANDALONE

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
    """Complete what MkDocs built: the site's own files, and 404 pages where servers look for them."""
    base = base_path(prepared)
    for language in prepared.languages:
        prefix = "" if language == SOURCE_LANGUAGE else f"{language}/"
        page = site / prefix / "404" / "index.html"
        html = not_found_html(page.read_text(encoding="utf-8"), f"{prefix}404/", base)
        page.unlink()
        page.parent.rmdir()
        (site / prefix / "404.html").write_text(html, encoding="utf-8")
        offline = site / prefix / OFFLINE / "index.html"
        if prepared.sources.portal.value.offline:
            html = not_found_html(offline.read_text(encoding="utf-8"), f"{prefix}{OFFLINE}/", base)
            offline.write_text(html, encoding="utf-8")
    for name, text in server_files(prepared).items():
        (site / name).write_text(text, encoding="utf-8")


def base_path(prepared: Prepared) -> str:
    """The path of the site's root on its server: ``/``, or ``/portail/``."""
    return urlsplit(prepared.sources.portal.value.url or "").path or "/"


def server_files(prepared: Prepared) -> dict[str, str]:
    """Sitemap, robots, headers for two kinds of servers, and the worker that keeps copies, by name."""
    portal = prepared.sources.portal.value
    files = {"_headers": headers_file(), "nginx.conf": nginx_fragment(prepared.languages, base_path(prepared))}
    files.update(offline_files(prepared))
    allowed = "Disallow: /" if portal.state != "officiel" else "Allow: /"
    lines = ["User-agent: *", allowed]
    if portal.url:
        files["sitemap.xml"] = sitemap(prepared)
        lines.append(f"Sitemap: {portal.url}sitemap.xml")
    files["robots.txt"] = "\n".join(lines) + "\n"
    return files


def not_found_html(html: str, here: str, base: str) -> str:
    """A page that is shown at other addresses than its own: its links hold from any of them."""

    def absolute(match: re.Match[str]) -> str:
        return f'{match[1]}{base}{_resolved(here, match[2])}"'

    return RELATIVE.sub(absolute, html)


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
        for page in prepared.pages[SOURCE_LANGUAGE]:
            if language not in page.written_in or page.path in STANDALONE:
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
