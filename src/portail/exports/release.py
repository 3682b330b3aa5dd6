"""What the open data of a plan is made from: its progress, and what was seen to compute it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from portail.load.plan import PlanSources, named_in_force, records_known
from portail.load.portal import Sources
from portail.model import Portal, Record, Visit
from portail.pages import portal_contents
from portail.progress import Content, PlanProgress


@dataclass(frozen=True)
class Release:
    """A plan at a date, ready to be told as files."""

    progress: PlanProgress
    records: Mapping[str, Record] = field(default_factory=dict)
    """What was known at the date, corrected records too, by file name without suffix."""
    contents: Sequence[Content] = ()
    visits: Sequence[Visit] = ()
    portal: Portal | None = None

    @cached_property
    def in_force(self) -> dict[str, Record]:
        """The records that no other corrects, each at the date it counts for."""
        return named_in_force(dict(self.records))

    @cached_property
    def corrected_by(self) -> dict[str, str]:
        """For each corrected record, the name of the first that corrects it."""
        pairs = [(old.removesuffix(".yml"), name) for name, one in self.records.items() for old in one.corrects]
        return dict(reversed(pairs))

    def shown(self) -> Iterator[tuple[str, Record]]:
        """The records of the actions that are in this progress, by date then by name."""
        actions = {action.action.id for action in self.progress.actions}
        mine = ((name, one) for name, one in self.records.items() if one.action in actions)
        return iter(sorted(mine, key=lambda pair: (pair[1].date, pair[0])))


def plan_release(progress: PlanProgress, plan: PlanSources, sources: Sources | None = None) -> Release:
    """The release of a plan, with the contents and the visits of the portal that shows it."""
    records = records_known(plan.records, progress.on)
    if sources is None:
        return Release(progress, records)
    contents = [content for content in portal_contents(sources) if content.published_on <= progress.on]
    visits = [visit for visit in sources.visits if visit.day <= progress.on]
    return Release(progress, records, contents, visits, sources.portal.value)
