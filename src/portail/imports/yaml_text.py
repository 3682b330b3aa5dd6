"""Values as a YAML text that the strict reader reads back as they were."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import yaml


def yaml_text(value: Any) -> str:
    """Keys in their order, texts quoted only where they must be, no anchor, no exponent."""
    return yaml.dump(_plain(value), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)


class _Dumper(yaml.SafeDumper):
    """Never an alias: the reader refuses them."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


class _Figure(str):
    """A number, written as it is read."""


def _digits(dumper: yaml.SafeDumper, text: _Figure) -> yaml.ScalarNode:
    kind = "float" if "." in text else "int"  # what it looks like, or a tag would be written
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", str(text))


_Dumper.add_representer(_Figure, _digits)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, (int, float)):
        return _Figure(figure(value))
    return str(value)


def figure(value: float) -> str:
    """A number in digits: 12, 12.5, never 1e-06 nor 12.0."""
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
