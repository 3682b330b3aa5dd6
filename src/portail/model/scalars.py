"""Values as staff type them: always strings in the YAML, typed here, refused in French.

The reader keeps every scalar a string (``9:00`` stays ``9:00``); these types decide. An error is a
``PydanticCustomError`` whose type is a code of ``problems.CATALOGUE`` and whose context may hold the
way out (``remede``).
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

SOURCE_LANGUAGE = "fr"
FIRST_YEAR, LAST_YEAR = 1900, 2200
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
# ASCII: elsewhere « \d » is also ٣ and ३, which no form, schema or spreadsheet would take.
NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,6})?", re.ASCII)
DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
IDENTIFIER = re.compile(r"[A-Za-z0-9]+([.-][A-Za-z0-9]+)*")
URL = re.compile(
    r"(https?://[^\s<>\"'\\^`{|}/?#@\[\]]+([/?#][^\s<>\"\\^`{|}]*)?|mailto:[^\s<>\"\\]+@[^\s<>\"\\]+|tel:[+0-9-]+)"
)
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
# Names that Windows keeps for itself, in any case and before any extension.
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)

Text = dict[str, str]


def wrong(code: str, message: str, remedy: str = "", at: str = "") -> PydanticCustomError:
    """The error of a value: a code of the catalogue, a French sentence, the way out.

    ``at`` is the French key to show, when the mistake of a group of keys lies in one of them.
    """
    # The message travels in the context: pydantic would read braces in it as a template.
    return PydanticCustomError(code, "{message}", {"message": message, "remede": remedy, "cle": at})


def shown(value: object) -> str:
    """A value as a message can quote it: one line, not too long."""
    text = re.sub(r"\s+", " ", str(value))
    return text if len(text) <= 60 else text[:57] + "…"


def _string(value: Any) -> str:
    if isinstance(value, str) and value.strip():
        return value.strip()
    if value is None or value == "":
        raise wrong("type", "la valeur est vide", "écrire un texte, ou enlever la clé")
    if isinstance(value, str):
        raise wrong("type", "le texte ne contient que des espaces", "écrire un texte")
    raise wrong("type", "un texte est attendu ici, pas une liste ni un groupe de clés", "écrire un seul texte")


def _number(value: Any) -> float | int:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    text = _string(value)
    if not NUMBER.fullmatch(text):
        digits = re.sub(r"[\s\u00a0\u202f$%]", "", text).replace(",", ".")
        hint = f"écrire {digits}" if NUMBER.fullmatch(digits) else "des chiffres seuls, par exemple 3000 ou 12.5"
        raise wrong("nombre", f"« {shown(text)} » n'est pas un nombre", hint)
    return float(text) if "." in text else int(text)


def _positive(value: Any) -> float | int:
    number = _number(value)
    if number < 0:
        raise wrong("nombre", f"« {shown(value)} » est négatif", "un nombre de 0 ou plus")
    return number


def _year(value: Any) -> int:
    number = _number(value)
    if isinstance(number, int) and (1 <= number <= 20 or FIRST_YEAR <= number <= LAST_YEAR):
        return number
    raise wrong("nombre", f"« {shown(value)} » n'est pas une année du plan", "une année (2026) ou son rang (1, 2, 3)")


def _date(value: Any) -> dt.date:
    if isinstance(value, dt.date):
        return value
    text = _string(value)
    match = DATE.fullmatch(text)
    if not match:
        raise wrong("date", f"« {shown(text)} » n'est pas une date", "écrire AAAA-MM-JJ, par exemple 2026-03-31")
    year, month, day = (int(part) for part in match.groups())
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise wrong("date-impossible", f"l'année {year} est trop loin", f"une année de {FIRST_YEAR} à {LAST_YEAR}")
    try:
        return dt.date(year, month, day)
    except ValueError:
        hint = "écrire AAAA-MM-JJ, par exemple 2026-02-28"
        raise wrong("date-impossible", f"le jour {text} n'existe pas", hint) from None


def _yes_no(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    answers = {"oui": True, "non": False, "true": True, "false": False}
    if (text := _string(value).lower()) in answers:
        return answers[text]
    raise wrong("oui-non", f"« {shown(value)} » n'est ni oui ni non", "écrire oui ou non")


def _matching(pattern: re.Pattern[str], code: str, what: str, remedy: str) -> Any:
    def check(value: Any) -> str:
        text = _string(value)
        if not pattern.fullmatch(text) or len(text) > 300:
            raise wrong(code, f"« {shown(text)} » n'est pas {what}", remedy)
        if code == "identifiant" and (RESERVED.fullmatch(text) or len(text) > 80):
            raise wrong(code, f"« {shown(text)} » ne peut pas nommer une page", "choisir un autre nom")
        return text

    return BeforeValidator(check)


def _text(value: Any) -> Text:
    """A text in one or several languages; a plain string is French."""
    if not isinstance(value, dict):
        return {SOURCE_LANGUAGE: _string(value)}
    for key in value:
        if not LANGUAGE.fullmatch(key):
            raise wrong("langue", f"« {shown(key)} » n'est pas un code de langue", "fr, en, es, ar, zh-Hant …", key)
    if SOURCE_LANGUAGE not in value:
        raise wrong("langue", "le texte français manque", "ajouter « fr: … »")
    return {key: _string(text) for key, text in value.items()}


Words = Annotated[str, BeforeValidator(_string)]
"""A text in one language, or a proper name: never empty."""
Number = Annotated[
    float | int,
    BeforeValidator(_number),
    WithJsonSchema({"type": "number", "description": "Nombre, sans espace ni unité"}),
]
Positive = Annotated[float | int, BeforeValidator(_positive), WithJsonSchema({"type": "number", "minimum": 0})]
Year = Annotated[int, BeforeValidator(_year), WithJsonSchema({"type": "integer"})]
Date = Annotated[
    dt.date,
    BeforeValidator(_date),
    PlainSerializer(lambda day: day.isoformat(), return_type=str),
    WithJsonSchema({"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}),
]
YesNo = Annotated[bool, BeforeValidator(_yes_no), WithJsonSchema({"enum": ["oui", "non", True, False]})]
Slug = Annotated[
    str,
    _matching(SLUG, "identifiant", "un identifiant", "minuscules sans accent, chiffres et tirets : ma-ville"),
    WithJsonSchema({"type": "string", "pattern": f"^{SLUG.pattern}$"}),
]
Identifier = Annotated[
    str,
    _matching(IDENTIFIER, "identifiant", "un identifiant", "lettres sans accent, chiffres, points et tirets : 1.2"),
    WithJsonSchema({"type": ["string", "number", "boolean"]}),
]
Url = Annotated[
    str,
    _matching(URL, "adresse", "une adresse permise", "https://…, mailto:… ou tel:+1…"),
    WithJsonSchema({"type": "string", "pattern": "^(https?://|mailto:|tel:)"}),
]
Colour = Annotated[
    str,
    _matching(COLOUR, "type", "une couleur", 'six chiffres hexadécimaux : "#0b4f6c"'),
    WithJsonSchema({"type": "string", "pattern": f"^{COLOUR.pattern}$"}),
]
Language = Annotated[
    str,
    _matching(LANGUAGE, "langue", "un code de langue", "fr, en, es, ar, zh-Hant …"),
    WithJsonSchema({"type": "string", "pattern": f"^{LANGUAGE.pattern}$"}),
]
LocalText = Annotated[
    Text,
    BeforeValidator(_text),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string"},
                {"type": "object", "required": ["fr"], "additionalProperties": {"type": "string"}},
            ],
            "description": "Un texte français, ou un texte par langue : {fr: …, en: …}",
        }
    ),
]
"""A text that readers see: French, or one text per language; ``{"fr": …, "en": …}`` once read."""
