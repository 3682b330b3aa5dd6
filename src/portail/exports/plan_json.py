"""``/donnees/<plan>/plan.json``: the plan and its progress, ids and figures as in the YAML."""

from __future__ import annotations

import json
from typing import Any

from portail.exports.release import Release
from portail.model import Action, Plan, Strategy
from portail.pages.plan import budget_totals
from portail.progress import ActionProgress, IndicatorProgress, ObjectiveProgress, TargetProgress

Json = dict[str, Any]


def plan_json(release: Release) -> str:
    """The whole plan at a date; shares are in [0, 1], null is « sans donnée »."""
    return json.dumps(plan_data(release), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def plan_data(release: Release) -> Json:
    """The content of ``plan.json``: all that is needed to make the same plan again, and its figures."""
    progress = release.progress
    plan = progress.plan
    data = _without(plan, "axes", "annees")
    return {
        **data,
        "annees": [year.model_dump(mode="json", by_alias=True) for year in plan.years],
        "date": progress.on.isoformat(),
        "avancement": share(progress.attained),
        "couverture": coverage(progress),
        "rythme": progress.pace,
        "temps_ecoule": share(progress.elapsed),
        "statuts": dict(sorted(progress.statuses.items())),
        "axes": [
            {
                **_without(axis.axis, "objectifs"),
                "avancement": share(axis.attained),
                "couverture": coverage(axis),
                "rythme": axis.pace,
                "objectifs": [_objective(objective) for objective in axis.objectives],
            }
            for axis in progress.axes
        ],
        "totaux": totals(plan),
        "suivi": [{"fichier": name, **_without(record)} for name, record in release.shown()],
    }


def share(value: float | None) -> float | None:
    """A share with six decimals: enough to find any figure of a page again."""
    return None if value is None else round(value, 6)


def coverage(node: Any) -> Json:
    """How many indicators have data, of how many."""
    return {"avec_donnees": node.coverage.known, "total": node.coverage.total}


def totals(plan: Plan) -> Json:
    """How many of each level, and the sums of the budget."""
    budget = budget_totals(plan)
    actions = list(plan.actions())
    return {
        "axes": len(plan.axes),
        "objectifs": sum(len(axis.objectives) for axis in plan.axes),
        "strategies": sum(len(o.strategies) for axis in plan.axes for o in axis.objectives),
        "actions": len(actions),
        "indicateurs": sum(len(action.indicators) for action in actions),
        "cibles": sum(len(i.targets) for action in actions for i in action.indicators),
        "budget": {key: budget.get(key, 0) for key in ("rh", "heures", "autres", "total", "hors_actions")},
    }


def _without(model: Any, *keys: str) -> Json:
    """A model's keys in French, less those written otherwise and those that say nothing."""
    data: Json = model.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)
    return {key: value for key, value in data.items() if key not in keys}


def _objective(objective: ObjectiveProgress) -> Json:
    data = {
        **_without(objective.objective, "actions", "strategies"),
        "avancement": share(objective.attained),
        "couverture": coverage(objective),
    }
    mine = {action.action.id: action for action in objective.actions}
    if objective.objective.strategies:
        data["strategies"] = [_strategy(s, mine) for s in objective.objective.strategies]
    data["actions"] = [_action(action) for action in objective.actions]
    return data


def _strategy(strategy: Strategy, mine: dict[str, ActionProgress]) -> Json:
    return {**_without(strategy, "actions"), "actions": [action.id for action in strategy.actions if action.id in mine]}


def _action(progress: ActionProgress) -> Json:
    action: Action = progress.action
    return {
        **{"roles": [], "annees": [], "echeances": [], "budget": None},
        **_without(action, "indicateurs", "statut"),
        "statut": progress.status,
        **({"statut_de_depart": action.status} if action.status else {}),
        "avancement": share(progress.attained),
        "a_ce_jour": share(progress.to_date),
        "couverture": coverage(progress),
        "rythme": progress.pace,
        "indicateurs": [_indicator(indicator) for indicator in progress.indicators],
    }


def _indicator(progress: IndicatorProgress) -> Json:
    return {
        **_without(progress.indicator, "cibles"),
        "source": progress.indicator.source,
        "agregation": progress.indicator.aggregation,
        "atteinte": share(progress.attained),
        "cibles": [_target(target) for target in progress.targets],
    }


def _target(progress: TargetProgress) -> Json:
    target = progress.target
    per = list(target.per)
    data = _without(target, "par")
    return {
        **{"min": None, "max": None, "texte": None, "annees": [], "population": None},
        **data,
        "par": per[0] if len(per) == 1 else per,
        "valeur": progress.value,
        "atteinte": share(progress.attained),
        "a_ce_jour": share(progress.to_date),
        "rythme": progress.pace,
        "par_annee": [
            {"annee": row.year.number, "valeur": row.value, "atteinte": share(row.attained)} for row in progress.years
        ],
        "unites_vues": progress.units_seen,
    }
