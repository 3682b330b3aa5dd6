"""Jinja2 for the bodies of generated pages: escaped by default, an unknown name is an error."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from portail import words
from portail.pages.site import SitePage, relative
from portail.strings import DATE, DATE_FORM, MONTHS, Strings
from portail.templates import environment

TAG = re.compile(r"(<[^>]*>)")
FRENCH_SPACE = re.compile(r" (?=[:;?!»])|(?<=«) ")


class Renderer:
    """Renders the pages of one language with the templates of a theme folder."""

    def __init__(self, theme: Path, strings: Strings) -> None:
        self.strings = strings
        self.environment = environment(theme)
        self.environment.globals.update(helpers(strings))
        self.environment.globals.update(link=_link, french=_french, download=_download)

    def body(self, page: SitePage) -> str:
        """The HTML of a generated page's body."""
        template = self.environment.get_template(f"pages/{page.template}")
        return template.render(page=page, data=page.context)


@pass_context
def _link(context: Context, path: str) -> str:
    """The relative link from the page being rendered to a path below the language's root."""
    return relative(path, context["page"].path)


@pass_context
def _french(context: Context, path: str) -> str:
    """The relative link to a path below the site's root, where the French pages and the data stand."""
    page: SitePage = context["page"]
    prefix = "" if page.language == "fr" else page.language
    return relative(path, f"{prefix}/{page.path}")


@pass_context
def _download(context: Context, plan: str, name: str) -> str:
    """The relative link to a data file of a plan."""
    return _french(context, f"donnees/{plan}/{name}")


def helpers(strings: Strings) -> dict[str, object]:
    """What templates call to speak the page's language."""
    language = strings.language

    def t(key: str, **values: object) -> str:
        """A word of the interface."""
        return strings[key].format(**values) if values else strings[key]

    def tn(key: str, count: int) -> str:
        """A word that changes with a number: « key.un », else « key.autres », with ``{n}``."""
        form = "un" if count == 1 or (count == 0 and language == "fr") else "autres"
        return strings[f"{key}.{form}"].format(n=words.number(count, language))

    def say(text: Mapping[str, str]) -> Markup:
        """A text of the data; its French is marked as French elsewhere."""
        if language in text:
            return escape(text[language])
        return foreign(text["fr"], "fr")

    def date(day: dt.date | str) -> str:
        """A day in words: the months are those of the strings where they are given, else Babel's."""
        one = _day(day)
        if MONTHS not in strings.words:
            return words.date(one, language)
        month = strings[MONTHS].split(", ")[one.month - 1]
        return strings.words.get(DATE, DATE_FORM).format(jour=one.day, mois=month, annee=one.year)

    def foreign(text: str, spoken: str) -> Markup:
        """A text in a given language, marked when it is not the page's."""
        if spoken == language:
            return escape(text)
        return Markup('<span lang="{}" dir="{}">{}</span>').format(spoken, "ltr", text)

    return {
        "t": t,
        "tn": tn,
        "say": say,
        "foreign": foreign,
        "language": language,
        "direction": strings.direction,
        "number": lambda value: words.number(value, language),
        "money": lambda value: words.money(value, language),
        "percent": lambda share: words.percent(share, language),
        "date": date,
        "strings": strings,
        "unbroken": unbroken if language == "fr" else Markup,
    }


def unbroken(html: str) -> Markup:
    """French HTML whose signs « : ; ? ! » stay on the line of the word before them.

    >>> print(unbroken("Où ? <b title='a : b'>« là »</b>").replace(chr(160), "~"))
    Où~? <b title='a : b'>«~là~»</b>
    """
    parts = TAG.split(html)
    parts[::2] = [FRENCH_SPACE.sub("\u00a0", text) for text in parts[::2]]
    return Markup("".join(parts))


def _day(value: dt.date | str) -> dt.date:
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(value)
