"""Who stands behind a request, as far as counting needs: a person, the staff, or a machine.

The list of robots is that of the package ``crawler-user-agents`` (MIT), kept by many and renewed each
week. A person is a keyed hash; the key is drawn for a run, never written, and lost with it.
"""

from __future__ import annotations

import hashlib
import ipaddress
import re
import secrets
from collections.abc import Iterable
from functools import cached_property, lru_cache

PERSON, ROBOT, HEALTH = 0, 1, 2
HEALTH_AGENTS = re.compile(
    r"kube-probe|healthcheck|health-check|health checker|googlehc/|elb-health|uptime|pingdom|statuscake|nagios"
    r"|check_http|zabbix|haproxy|site24x7|monitor|prometheus|blackbox|consul|traffic manager|consul health",
    re.IGNORECASE,
)
MACHINE = re.compile(r"bot\b|crawl|spider|slurp|https?://|headless|curl/|wget/|python|java/|go-http|okhttp", re.I)
"""What no browser says of itself; asked first, as it is quicker than the list."""
LITERAL = re.compile(r"[\w./ :;@+!,=-]+")


class People:
    """Questions asked of addresses and agents, each distinct one once."""

    def __init__(self, staff: Iterable[str] = ()) -> None:
        self._key = secrets.token_bytes(32)
        self._staff = [ipaddress.ip_network(one, strict=False) for one in staff]
        self.kind = lru_cache(100_000)(self._kind)

    def code(self, text: str) -> int:
        """63 bits that stand for a text during this run."""
        data = text.encode("utf-8", "replace")
        return int.from_bytes(hashlib.blake2b(data, digest_size=8, key=self._key).digest(), "big") >> 1

    def is_staff(self, address: str) -> bool:
        """Whether the address is of the networks given as the staff's."""
        if not self._staff:
            return False
        try:
            found = ipaddress.ip_address(address.partition("%")[0])
        except ValueError:
            return False
        mapped = getattr(found, "ipv4_mapped", None) or found
        return any(mapped in network for network in self._staff)

    def _kind(self, agent: str) -> int:
        """What sort of program says this of itself. « ? » is a log that does not say: nobody is refused for that."""
        if agent == "?":
            return PERSON
        if HEALTH_AGENTS.search(agent):
            return HEALTH
        if len(agent) < 2 or MACHINE.search(agent) or self._listed(agent):
            return ROBOT
        return PERSON

    def _listed(self, agent: str) -> bool:
        return any(literal in agent and pattern.search(agent) for literal, pattern in self._patterns)

    @cached_property
    def _patterns(self) -> list[tuple[str, re.Pattern[str]]]:
        """Each pattern of the list with a text that it needs: looking for a text is quicker."""
        from crawleruseragents import CRAWLER_USER_AGENTS_DATA

        return [(_needed(one["pattern"]), re.compile(one["pattern"])) for one in CRAWLER_USER_AGENTS_DATA]


def _needed(pattern: str) -> str:
    """A text without which the pattern cannot be found; empty when that is not plain to see."""
    if re.search(r"[()\[\]{}|?*+$]|\\[A-Za-z]", pattern):
        return ""
    plain = pattern.lstrip("^").replace("\\", "")
    return plain if "." not in pattern.replace("\\.", "") else ""


def place(address: str) -> str:
    """The address as it counts: an IPv6 by its /64, which is one household's."""
    if ":" not in address:
        return address
    try:
        found = ipaddress.IPv6Address(address.partition("%")[0])
    except ValueError:
        return address
    return str(found.ipv4_mapped) if found.ipv4_mapped else str(int(found) >> 64)
