"""``plan.json`` (``exports/plan_json.py``) back to ``plan.yml`` and the files of ``suivi/``.

What the plan says is kept, what the program computed is left. Values are not checked here: the texts are
held to the rules of any source file before they are written (``imports/check.py``).
"""

from __future__ import annotations

import json
from typing import Any

from portail.imports.yaml_text import yaml_text
from portail.model import Action, Axis, Indicator, Objective, Plan, Record, Strategy, Target
from portail.model.base import Model
from portail.problems import Position, Problem
from portail.sources.tree import BAD_NAME

Json = dict[str, Any]
SCHEMA = "# yaml-language-server: $schema=../../schemas/plan.json\n"


def plan_sources(text: str, path: str, name: str) -> tuple[dict[str, str], list[Problem]]:
    """The texts of a plan's folder by path, for the plan to be named ``name``; or why there is none.

    ``path`` is where the text comes from, for the problems.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        line, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
        return {}, [Problem(Position(path, line, column), "import", "ce n'est pas du JSON", _GIVE)]
    try:
        plan = {**_plan(data), "id": name}
        records = {_file_name(one["fichier"]): _kept(Record, one) for one in data.get("suivi", [])}
    except (KeyError, TypeError, AttributeError, ValueError):
        return {}, [Problem(Position(path), "import", "ce n'est pas le plan.json d'un portail", _GIVE)]
    if len(records) < len(data.get("suivi", [])):
        return {}, [Problem(Position(path), "import", "deux suivis ont le même nom de fichier", _GIVE)]
    texts = {f"suivi/{file}.yml": yaml_text(record) for file, record in records.items()}
    return {"plan.yml": SCHEMA + yaml_text(plan), **texts}, []


_GIVE = "donner le fichier donnees/<plan>/plan.json d'un portail"


def _file_name(name: str) -> str:
    if "/" in name or name.startswith(".") or BAD_NAME.search(name) or len(name.encode()) > 100:
        raise ValueError(name)
    return name


def _kept(model: type[Model], data: Json) -> Json:
    """The keys of a model that say something."""
    keys = [field.alias or name for name, field in model.model_fields.items()]
    return {key: data[key] for key in keys if data.get(key) not in (None, [], {})}


def _plan(data: Json) -> Json:
    plan = _kept(Plan, data)
    if not _declares_years(data):
        plan.pop("annees", None)
    return {**plan, "axes": [_axis(axis) for axis in data["axes"]]}


def _declares_years(data: Json) -> bool:
    """Whether its years are other than the calendar's, which nobody declares."""
    period = data["periode"]
    first, last = str(period["debut"]), str(period["fin"])
    civil = [
        {
            "no": year,
            "titre": {"fr": str(year)},
            "debut": max(first, f"{year}-01-01"),
            "fin": min(last, f"{year}-12-31"),
        }
        for year in range(int(first[:4]), min(int(last[:4]), int(first[:4]) + 100) + 1)
    ]
    return bool(data.get("annees", civil) != civil)


def _axis(data: Json) -> Json:
    return {**_kept(Axis, data), "objectifs": [_objective(one) for one in data["objectifs"]]}


def _objective(data: Json) -> Json:
    actions = {one["id"]: _action(one) for one in data["actions"]}
    strategies = [
        {**_kept(Strategy, one), "actions": [actions.pop(name) for name in one["actions"]]}
        for one in data.get("strategies", [])
    ]
    whole = {key: value for key, value in _kept(Objective, data).items() if key not in ("strategies", "actions")}
    if strategies:
        whole["strategies"] = strategies
    return {**whole, "actions": list(actions.values())} if actions else whole


def _action(data: Json) -> Json:
    kept = {**_kept(Action, data), "statut": data.get("statut_de_depart")}
    if "indicateurs" in kept:
        kept["indicateurs"] = [_indicator(one) for one in kept["indicateurs"]]
    return {key: value for key, value in kept.items() if value is not None}


def _indicator(data: Json) -> Json:
    kept = _kept(Indicator, data)
    if "cibles" in kept:
        kept["cibles"] = [_kept(Target, one) for one in kept["cibles"]]
    return kept
