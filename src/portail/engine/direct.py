"""One language of one portal, page by page, without MkDocs' build loop: the same bytes, sooner.

MkDocs reads, lists and reconfigures every file of every language for each language that it builds. All
that it would find out is already known here: a page is its front matter, its body converted once, and
the skeleton ``theme/main.html``. ``tests/engine`` compares each byte with a plain ``mkdocs build``.
"""

from __future__ import annotations

from functools import cached_property
from types import SimpleNamespace

from jinja2 import Template, Undefined

from portail.assemble import Prepared
from portail.assemble.tree import front_matter, staged_name
from portail.engine.markdown import Converted, Converter
from portail.engine.settings import new_markdown
from portail.engine.shells import Shells
from portail.engine.site import Site
from portail.engine.urls import from_page
from portail.model.scalars import SOURCE_LANGUAGE
from portail.pages import SitePage
from portail.render import Renderer, helpers
from portail.templates import environment


class DirectEngine:
    """Makes the HTML of the pages of one language."""

    def __init__(self, prepared: Prepared, language: str) -> None:
        self.language = language
        self.site = Site(prepared, language)
        self._prepared = prepared
        self._prefix = self.site.prefix(language)
        self._config = SimpleNamespace(site_url=prepared.sources.portal.value.url)
        self._url = ""
        self.urls = {_plain_name(page): self.url(page) for page in prepared.pages[language]}
        self.urls.update({f"guide/{name}": f"guide/{name}" for name in prepared.sources.images})

    @cached_property
    def _renderer(self) -> Renderer:
        return Renderer(self._prepared.root / "theme", self._prepared.strings[self.language])

    @cached_property
    def _converter(self) -> Converter:
        return Converter(new_markdown(self._prepared.root), self.urls)

    @cached_property
    def _skeleton(self) -> Template:
        prepared = self._prepared
        french = helpers(prepared.strings[SOURCE_LANGUAGE])
        skeletons = environment(prepared.root / "theme", Undefined)
        skeletons.filters["url"] = lambda path: from_page(path, self._url)
        skeletons.globals.update(helpers(prepared.strings[self.language]))
        skeletons.globals.update(site=self.site, shell=Shells(prepared, self.site))
        skeletons.globals.update(t_fr=french["t"], date_fr=french["date"])
        return skeletons.get_template("main.html")

    def url(self, page: SitePage) -> str:
        """The address of a page below the site's root, with its language."""
        return f"{self._prefix}{page.path}/" if page.path else self._prefix

    def html(self, page: SitePage, body: Converted | None = None) -> str:
        """The whole HTML of a page; ``body`` if it was converted before."""
        self._url = self.url(page)
        body = body or self.body(page)
        toc = SimpleNamespace(items=body.headings)
        shown = SimpleNamespace(meta=front_matter(page), content=body.html, toc=toc)
        return self._skeleton.render(page=shown, config=self._config)

    def body(self, page: SitePage) -> Converted:
        """The HTML of a page's own content."""
        if page.template:
            return Converted(self._renderer.body(page).strip(), ())
        return self._converter.convert(page.body.strip() + "\n", _plain_name(page), self.url(page))


def _plain_name(page: SitePage) -> str:
    """The staged file of a page without its language: what texts of any language link to."""
    name = staged_name(page)
    suffix = "" if page.language == SOURCE_LANGUAGE else f".{page.language}"
    return name.removesuffix(f"{suffix}.md") + ".md"
