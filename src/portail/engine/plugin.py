"""The MkDocs plugin: makes the docs tree, tells static-i18n the languages, gives the theme its words.

For a plain ``mkdocs build`` or ``mkdocs serve`` (``PORTAIL=quebec`` chooses the portal). It gives the
pages that ``portail build`` gives, byte for byte.
"""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files

from portail.assemble import Prepared, prepare, write_docs_tree
from portail.dates import reference_date
from portail.engine.finish import finish
from portail.engine.shells import Shells
from portail.engine.site import Site
from portail.model.scalars import SOURCE_LANGUAGE
from portail.problems import report
from portail.render import helpers
from portail.validate import check_texts


class PortailConfig(Config):
    """Options of the plugin in ``mkdocs.yml``."""

    portail = config_options.Type(str, default="saguenay")
    date = config_options.Type((str, dt.date), default="")


class PortailPlugin(BasePlugin[PortailConfig]):
    """Adapter between a prepared portal and MkDocs."""

    prepared: Prepared | None = None
    docs = Path()

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        i18n: Any = config.plugins["i18n"]
        if self.prepared is None:
            self.prepared = self._prepare(config)
        if not getattr(i18n, "portail_languages", False):
            i18n.load_config(self._languages(config), config.config_file_path)
            i18n.portail_languages = True
        portal = self.prepared.sources.portal.value
        config.docs_dir = str(self.docs)
        config.site_name = portal.name[SOURCE_LANGUAGE]
        config.site_url = portal.url
        config.theme.static_templates = set()  # the 404 pages and the sitemap are ours
        return config

    def _prepare(self, config: MkDocsConfig) -> Prepared:
        root = Path(config.config_file_path).resolve().parent
        name = self.config.portail
        on = reference_date(str(self.config.date) or None)
        prepared, problems = prepare(root, name, on)
        if prepared and (found := check_texts(prepared.sources)):
            prepared, problems = None, problems + found
        if problems:
            print(report(problems, outcome="" if prepared else "Rien n'a été construit."))
        if prepared is None:
            raise Abort(f"Le portail « {name} » a des erreurs.")
        self.docs = root / ".cache" / "mkdocs" / name
        write_docs_tree(prepared, self.docs)
        return prepared

    def _languages(self, config: MkDocsConfig) -> dict[str, Any]:
        assert self.prepared is not None
        strings = self.prepared.strings
        return {
            "docs_structure": "suffix",
            "fallback_to_default": False,  # every page is staged in every language
            "reconfigure_material": False,  # the skeleton is ours; so is the switcher
            "reconfigure_search": False,
            "languages": [
                {"locale": code, "name": strings[code]["langue.nom"], "default": code == SOURCE_LANGUAGE}
                for code in self.prepared.languages
            ],
        }

    @event_priority(50)
    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Only the staged files are published: nothing of what Material ships is used by our pages."""
        for file in list(files):
            if not str(file.abs_src_path).startswith(config.docs_dir + os.sep):
                files.remove(file)
        return files

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        assert self.prepared is not None
        i18n: Any = config.plugins["i18n"]
        language = i18n.current_language
        strings, french = self.prepared.strings[language], self.prepared.strings[SOURCE_LANGUAGE]
        in_french = helpers(french)
        env.autoescape = True
        env.trim_blocks = env.lstrip_blocks = True
        env.globals.update(helpers(strings))
        site = Site(self.prepared, language)
        env.globals.update(site=site, shell=Shells(self.prepared, site))
        env.globals.update(t_fr=in_french["t"], date_fr=in_french["date"])
        return env

    @event_priority(-200)
    def on_post_build(self, config: MkDocsConfig) -> None:
        i18n: Any = config.plugins["i18n"]
        if not i18n.building:  # once, after the last language
            assert self.prepared is not None
            finish(Path(config.site_dir), self.prepared)
