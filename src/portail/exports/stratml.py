"""``stratml.xml``: the plan as StratML Part 2 (ANSI/AIIM 22:2017, schema 2.2.6 of 2016-02-16).

StratML has two levels: an *objectif* is a Goal, an *action* an Objective; axis and strategy are said in
OtherInformation. What the plan does not say is left out: no value-chain stage is guessed, and what nobody
reported has no ActualResult.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from xml.etree import ElementTree as ET

from portail.model import Action, Axis, Indicator, Objective, Plan, Target
from portail.model.base import Period
from portail.progress import ActionProgress, IndicatorProgress, PlanProgress, TargetProgress

NAMESPACE = "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport"


def stratml(progress: PlanProgress) -> str:
    """The document: a report once something was reported, a plan before."""
    plan = progress.plan
    known = any(t.value is not None for a in progress.actions for i in a.indicators for t in i.targets)
    root = ET.Element("PerformancePlanOrReport", {"xmlns": NAMESPACE, "Type": _kind(known)})
    _add(root, "Name", plan.title["fr"])
    _add(root, "Description", plan.note["fr"] if plan.note else None)
    _add(root, "OtherInformation", f"État au {progress.on}." + (" Plan inventé." if plan.fictional else ""))
    core = ET.SubElement(root, "StrategicPlanCore")
    organisation = ET.SubElement(core, "Organization")
    _add(organisation, "Name", plan.organisation)
    _add(organisation, "Identifier", "_organisme")
    for axis in progress.axes:
        for objective in axis.objectives:
            goal = _goal(core, axis.axis, objective.objective)
            for action in objective.actions:
                _objective(goal, plan, objective.objective, action)
    about = ET.SubElement(root, "AdministrativeInformation")
    _add(about, "Identifier", f"_plan_{plan.id}")
    _dates(about, plan.period)
    _add(about, "PublicationDate", progress.on.isoformat())
    _add(about, "Source", plan.source.url)
    ET.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _kind(known: bool) -> str:
    return "Performance_Report" if known else "Performance_Plan"


def _add(parent: ET.Element, name: str, text: str | None) -> None:
    if text is not None:
        ET.SubElement(parent, name).text = text


def _dates(parent: ET.Element, period: Period) -> None:
    _add(parent, "StartDate", period.start.isoformat())
    _add(parent, "EndDate", period.end.isoformat())


def _goal(core: ET.Element, axis: Axis, objective: Objective) -> ET.Element:
    goal = ET.SubElement(core, "Goal")
    _add(goal, "Name", objective.title["fr"])
    _add(goal, "Description", (objective.description or objective.title)["fr"])
    # The ids of a plan hold letters, digits, points and hyphens: « _ » can only part two of them.
    _add(goal, "Identifier", f"_objectif_{axis.id}_{objective.id}")
    _add(goal, "SequenceIndicator", objective.id)
    _add(goal, "OtherInformation", f"Axe {axis.id} : {axis.title['fr']}")
    return goal


def _objective(goal: ET.Element, plan: Plan, objective: Objective, progress: ActionProgress) -> None:
    action = progress.action
    one = ET.SubElement(goal, "Objective")
    _add(one, "Name", action.title["fr"])
    _add(one, "Description", (action.description or action.title)["fr"])
    _add(one, "Identifier", f"_action_{action.id}")
    _add(one, "SequenceIndicator", action.id)
    for kind, name, role, part in _stakeholders(action):
        stakeholder = ET.SubElement(one, "Stakeholder", {"StakeholderTypeType": kind})
        _add(stakeholder, "Name", name)
        held = ET.SubElement(stakeholder, "Role")
        _add(held, "Name", role)
        _add(held, "RoleType", part)
    _add(one, "OtherInformation", " ; ".join(_facts(objective, progress)))
    for indicator in progress.indicators:
        _indicator(one, plan, action, indicator)


def _stakeholders(action: Action) -> Iterator[tuple[str, str, str, str]]:
    for name in action.leads:
        yield "Organization", name, "responsable", "Performer"
    for name in action.partners:
        yield "Organization", name, "partenaire", "Performer"
    for group in action.audience:
        yield "Generic_Group", group["fr"], "clientèle", "Beneficiary"


def _facts(objective: Objective, progress: ActionProgress) -> Iterator[str]:
    action = progress.action
    for strategy in objective.strategies:
        if action in strategy.actions:
            yield f"stratégie {strategy.id} : {strategy.title['fr']}"
    yield f"statut : {progress.status}"
    for word, values in (("rôles", action.roles), ("années", action.years), ("échéances", action.deadlines)):
        if values:
            yield f"{word} : {', '.join(str(value) for value in values)}"
    if action.budget and action.budget.total is not None:
        yield f"budget total : {_number(action.budget.total)} $"


def _indicator(parent: ET.Element, plan: Plan, action: Action, progress: IndicatorProgress) -> None:
    indicator = progress.indicator
    figures = not progress.targets or any(t.target.threshold is not None for t in progress.targets)
    kind = {"PerformanceIndicatorType": "Quantitative" if figures else "Qualitative"}
    one = ET.SubElement(parent, "PerformanceIndicator", kind)
    _add(one, "SequenceIndicator", indicator.id)
    _add(one, "MeasurementDimension", indicator.title["fr"])
    _add(one, "UnitOfMeasurement", _unit(indicator))
    _add(one, "Identifier", f"_indicateur_{action.id}_{indicator.id}")
    for target in progress.targets:
        for period, value in _instances(plan, target):
            _instance(one, target.target, period, value)


def _unit(indicator: Indicator) -> str:
    units = [text["fr"] for text in (indicator.unit, *(target.unit for target in indicator.targets)) if text]
    return units[0] if units else "nombre"


def _instances(plan: Plan, target: TargetProgress) -> Iterator[tuple[Period, float | None]]:
    """A measurement for each year of a yearly target, else one for the period that the target covers."""
    if target.years:
        for row in target.years:
            yield row.year.period, row.value
        return
    mine = [year for year in plan.years if year.number in target.target.years]
    if "annee" in target.target.per:
        for year in mine or plan.years:
            yield year.period, None
    elif mine:
        yield Period(start=min(y.start for y in mine), end=max(y.end for y in mine)), target.value
    else:
        yield plan.period, target.value


def _instance(parent: ET.Element, target: Target, period: Period, value: float | None) -> None:
    one = ET.SubElement(parent, "MeasurementInstance")
    wanted = ET.SubElement(one, "TargetResult")
    _dates(wanted, period)
    if target.threshold is not None:
        _add(wanted, "NumberOfUnits", _number(target.threshold))
    descriptor = ET.SubElement(wanted, "Descriptor")
    _add(descriptor, "DescriptorName", "cible")
    _add(descriptor, "DescriptorValue", _said(target))
    _add(wanted, "Description", target.quotation or (target.detail["fr"] if target.detail else None))
    if value is not None:
        seen = ET.SubElement(one, "ActualResult")
        _dates(seen, period)
        _add(seen, "NumberOfUnits", _number(value))


def _said(target: Target) -> str:
    """The target in words: bounds or text, unit of comparison, population."""
    bounds = [
        f"{word} {_number(figure)}" for word, figure in (("min", target.min), ("max", target.max)) if figure is not None
    ]
    words = [*bounds, *([target.text["fr"]] if target.text else []), f"par {' et '.join(target.per)}"]
    return ", ".join([*words, *([f"part {target.population}"] if target.population else [])])


def _number(value: float) -> str:
    """An xsd:decimal: never an exponent."""
    return format(Decimal(repr(value)), "f")
