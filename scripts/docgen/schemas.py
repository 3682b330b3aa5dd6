"""JSON Schemas for editors: they accept what the program accepts, read by an ordinary YAML 1.2 parser.

The program reads every scalar as a string and types it itself; an editor's parser has already made a
number of ``911`` or ``1.1``. So a text may also be a number or a boolean here, a number may be quoted,
an empty optional key is as absent, and a list marked ``Several`` may be a single value.
"""

from __future__ import annotations

import json
import re
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import BeforeValidatorFunctionSchema

from docgen.kinds import KINDS, Kind
from portail.model.base import Several
from portail.model.scalars import NUMBER

Json = dict[str, Any]
NOTICE = "Fait par scripts/generate.py depuis src/portail/model : ne pas modifier à la main."


class _Generator(GenerateJsonSchema):
    """Pydantic's generator, told that ``Several`` accepts one value."""

    def function_before_schema(self, schema: BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        inner = super().function_before_schema(schema)
        if schema["function"]["function"] is Several.func:
            return {"anyOf": [inner["items"], inner]}
        return inner


def schema_files() -> dict[str, str]:
    """The schemas by path."""
    return {f"schemas/{kind.name}.json": _text(schema(kind)) for kind in KINDS if kind.schema}


def schema(kind: Kind) -> Json:
    """The JSON Schema of a kind of file, in French."""
    raw = kind.model.model_json_schema(by_alias=True, schema_generator=_Generator)
    tidy = _tidied(raw)
    return {
        "$schema": _Generator.schema_dialect,
        "$comment": NOTICE,
        "title": kind.title,
        "description": f"{kind.purpose} Où : {kind.place}.".replace("`", ""),
        **tidy,
    }


def _text(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _tidied(node: Json) -> Json:
    """A node without English titles and doc-strings, its types as wide as the program's."""
    node = {key: value for key, value in node.items() if key not in ("title", "default")}
    if "properties" in node:
        node.pop("description", None)  # a doc-string, in English
        required = node.get("required", [])
        node["properties"] = {
            key: _property(value, optional=key not in required) for key, value in node["properties"].items()
        }
    for key in ("$defs", "patternProperties"):
        if key in node:
            node[key] = {name: _tidied(value) for name, value in node[key].items()}
    for key in ("items", "additionalProperties"):
        if isinstance(node.get(key), dict):
            node[key] = _tidied(node[key])
    if "anyOf" in node:
        node["anyOf"] = [branch for choice in node["anyOf"] for branch in _branches(_tidied(choice))]
    return _widened(node)


def _branches(node: Json) -> list[Json]:
    """The choices of a choice of choices; the outer description is the one that counts."""
    return node["anyOf"] if set(node) <= {"anyOf", "description"} else [node]


def _property(node: Json, *, optional: bool) -> Json:
    """A key's schema, its description first; an optional key may be written and left empty."""
    default = node.get("default")
    tidy = _tidied(node)
    body = {key: value for key, value in tidy.items() if key != "description"}
    choices = [branch for branch in _branches(body) if branch != {"type": "null"}]
    if optional and len(choices) == 1 and "type" in choices[0] and "enum" not in choices[0]:
        types = choices[0]["type"]
        choices = [{**choices[0], "type": [*(types if isinstance(types, list) else [types]), "null"]}]
    elif optional:
        choices.append({"type": "null"})
    body = choices[0] if len(choices) == 1 else {"anyOf": choices}
    shown: Json = {"description": tidy["description"]} if "description" in tidy else {}
    # A default that is not written as in a file (6 for « 6 mois ») would only mislead.
    if isinstance(default, str) or (isinstance(default, (list, tuple)) and default):
        shown["default"] = default
    return {**shown, **body}


def _widened(node: Json) -> Json:
    """Types as an ordinary parser may have made them of what the program reads as a string."""
    if "enum" in node or "const" in node or "format" in node:
        return node
    if node.get("type") == "string":
        examples = {"number": "7", "boolean": "true"}
        others = [kind for kind, text in examples.items() if re.search(node.get("pattern", ""), text)]
        return {**node, "type": ["string", *others]} if others else node
    if node.get("type") == "number":
        return {**node, "type": ["number", "string"], "pattern": f"^{NUMBER.pattern}$"}
    if node.get("type") == "integer":
        return {**node, "type": ["integer", "string"], "pattern": r"^\d+$"}
    return node
