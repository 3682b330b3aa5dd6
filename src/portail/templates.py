"""The templates' environment, and their compiled code kept between pages, processes and builds."""

from __future__ import annotations

import io
from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, TemplateError, Undefined
from jinja2.bccache import Bucket

from portail.store import load, save


class CompiledTemplates(BytecodeCache):
    """Compiled code by template, in memory; forked processes share what their parent compiled."""

    def __init__(self) -> None:
        self.codes: dict[str, bytes] = {}
        self.changed = False

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.codes:
            bucket.load_bytecode(io.BytesIO(self.codes[bucket.key]))

    def dump_bytecode(self, bucket: Bucket) -> None:
        out = io.BytesIO()
        bucket.write_bytecode(out)
        self.codes[bucket.key] = out.getvalue()
        self.changed = True

    def open(self, path: Path, stamp: str) -> None:
        """Take what a former build compiled with the same program."""
        if not self.codes and isinstance(found := load(path, stamp), dict):
            self.codes = found

    def take(self, codes: dict[str, bytes]) -> None:
        """Add what another process compiled."""
        self.codes.update(codes)
        self.changed |= bool(codes)

    def save(self, path: Path, stamp: str) -> None:
        """Keep what was compiled, for the next build."""
        if self.changed:
            save(path, stamp, self.codes)
            self.changed = False


COMPILED = CompiledTemplates()


def environment(theme: Path, undefined: type[Undefined] = StrictUndefined) -> Environment:
    """An environment for the templates of a theme: escaped by default, compiled once."""
    found = Environment(
        loader=FileSystemLoader(theme),
        autoescape=True,
        undefined=undefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=COMPILED,
    )
    found.filters["url"] = str  # the engine puts its own in place; compiling needs the name
    return found


def compile_all(theme: Path) -> None:
    """Compile every template of the theme now; a broken one is told when a page needs it."""
    templates = environment(theme)
    for name in templates.list_templates(extensions=["html"]):
        try:
            templates.get_template(name)
        except TemplateError:
            continue
