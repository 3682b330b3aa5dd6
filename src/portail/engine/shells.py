"""What stands around every page, header and footer, made once for all the pages of a folder.

A shell may use the page's address (``here``) for links and to tell which entry of the menu is current;
it does not know the page. It is rendered for a stand-in of the same folder, whose last part is a sign
that no address holds, and the page's own last part is put in its place.
"""

from __future__ import annotations

from markupsafe import Markup

from portail.assemble import Prepared
from portail.engine.site import Site
from portail.engine.urls import from_page
from portail.model.scalars import SOURCE_LANGUAGE
from portail.render import helpers
from portail.templates import environment

STAND_IN = "\x1f"


class Shells:
    """Renders the shells of one language; templates call it ``shell``."""

    def __init__(self, prepared: Prepared, site: Site) -> None:
        self._prefix = prepared.prefix(site.language)
        self._known: dict[tuple[object, ...], str] = {}
        self._url = ""
        self._environment = environment(prepared.root / "theme")
        self._environment.filters["url"] = lambda path: from_page(path, self._url)
        self._environment.globals.update(helpers(prepared.strings[site.language]))
        french = helpers(prepared.strings[SOURCE_LANGUAGE])
        self._environment.globals.update(site=site, prefix=self._prefix, t_fr=french["t"], date_fr=french["date"])

    def __call__(self, name: str, here: str, **given: object) -> Markup:
        """The HTML of ``partials/<name>.html`` for the page at ``here``, below the language's root."""
        folder, slash, last = here.rpartition("/")
        place = f"{folder}/{STAND_IN}" if slash else here
        key = (name, place, *given.values())
        html = self._known.get(key)
        if html is None:
            html = self._known[key] = self._rendered(name, place, given)
        return Markup(html.replace(STAND_IN, last) if slash else html)

    def _rendered(self, name: str, here: str, given: dict[str, object]) -> str:
        self._url = f"{self._prefix}{here}/" if here else self._prefix
        return self._environment.get_template(f"partials/{name}.html").render(here=here, **given)
