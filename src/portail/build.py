"""A build, from the sources in git to the published site. Read it top to bottom.

load → validate → compute → pages → HTML, one process a language → check → publish
"""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

from portail.ahead import Ahead
from portail.assemble import Prepared, prepare
from portail.engine.files import keep_only, put
from portail.engine.finish import server_files
from portail.engine.keys import PortalKeys, portal_keys, program_key
from portail.engine.language import build_language
from portail.engine.settings import BadSettings
from portail.load.memory import Memory, load_memory
from portail.model.scalars import SOURCE_LANGUAGE
from portail.parallel import TaskFailed, cores, forked
from portail.problems import Position, Problem, has_errors, refusal
from portail.publish import lock, publish, published, workshop
from portail.strings import MissingWord
from portail.templates import COMPILED, compile_all
from portail.unchanged import CACHE, remember, sources_signature

Tell = Callable[[str, int, int], None]
"""Told of each step: what is done, how many are done, how many there are."""


@dataclass
class Outcome:
    """What a build did: the problems, and the published fingerprint of each portal that passed."""

    problems: list[Problem] = field(default_factory=list)
    published: dict[str, str] = field(default_factory=dict)
    pages: dict[str, int] = field(default_factory=dict)
    prepared: dict[str, Prepared] = field(default_factory=dict)


@dataclass(frozen=True)
class _Work:
    """A portal in the making: its folder on the published sites' disk, and the site now published."""

    prepared: Prepared
    folder: Path
    former: Path | None
    keys: PortalKeys
    hashes: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def _silent(_step: str, _done: int, _total: int) -> None:
    pass


def build_portals(
    root: Path,
    names: Sequence[str],
    on: dt.date,
    site: Path,
    tell: Tell = _silent,
    memory: Memory | None = None,
    ahead: Ahead | None = None,
) -> Outcome:
    """Build and publish the portals; those with errors stay as they were, the others are replaced.

    ``tell`` may raise to stop the build before anything is published. ``memory`` is what this process
    already read; without it, what the cache kept of former runs, and what other processes were reading
    ``ahead``.
    """
    outcome = Outcome()
    cache = root / CACHE
    with ExitStack() as locks:
        for name in sorted(names):  # in one order, so that two builds never wait for each other
            if locks.enter_context(lock(site, name)):
                tell(f"une autre construction de « {name} » vient de finir", 0, 0)
        signatures = {name: sources_signature(root, name, on.isoformat()) for name in names}
        known = load_memory(cache / "sources", program_key()) if memory is None else memory
        COMPILED.open(cache / "gabarits", program_key())
        if ahead:
            ahead.into(known)
        compile_all(root / "theme")
        COMPILED.save(cache / "gabarits", program_key())
        works = _prepare_all(root, names, on, site, known, outcome, tell)
        keep = partial(known.save, cache / "sources", program_key())
        _make_pages(works, cache, outcome, tell, keep)
        for work in works:
            try:
                _publish(work, site, outcome)
            except OSError as error:
                outcome.problems.append(refused(error, root))
        if not outcome.problems:  # warnings are told again at each build
            for name, fingerprint in outcome.published.items():
                remember(root, site, name, signatures[name], fingerprint)
    return outcome


def _prepare_all(
    root: Path, names: Sequence[str], on: dt.date, site: Path, memory: Memory, outcome: Outcome, tell: Tell
) -> list[_Work]:
    works = []
    for rank, name in enumerate(names):
        tell(f"lecture de {name}", rank, len(names))
        prepared, problems = prepare(root, name, on, memory)
        outcome.problems += problems
        if prepared:
            works.append(_Work(prepared, workshop(site, name), published(site, name), portal_keys(prepared)))
            outcome.prepared[name] = prepared
    return works


def _make_pages(
    works: Sequence[_Work], cache: Path, outcome: Outcome, tell: Tell, meanwhile: Callable[[], None]
) -> None:
    """Every language of every portal, in as many processes as there are cores."""
    jobs = [(work, language) for work in works for language in work.prepared.languages]
    tasks = [partial(_make_language, work, language, cache) for work, language in jobs]
    results = forked(tasks, cores())
    meanwhile()
    done = 0
    try:
        with closing(results):  # whoever is told may stop it all
            for rank, (hashes, problems) in results:
                work, language = jobs[rank]
                done += 1
                tell(f"{work.prepared.name} en {language}", done, len(jobs))
                work.hashes.update(hashes)
                work.problems.extend(problems)
                outcome.problems += problems
    except TaskFailed as failure:
        stopped = _stopped(failure, cache / "erreur.txt")
        outcome.problems.append(stopped)
        for work in works:
            work.problems.append(stopped)


def _stopped(failure: TaskFailed, detail: Path) -> Problem:
    """A mistake of the program itself: one line here, the rest in a file."""
    with suppress(OSError):
        detail.parent.mkdir(parents=True, exist_ok=True)
        detail.write_text(failure.detail, encoding="utf-8")
    message = f"la construction s'est arrêtée : {failure}"
    remedy = f"le signaler, avec le fichier {'/'.join(detail.parts[-3:])}"
    return Problem(Position("mkdocs.yml"), "construction", message, remedy)


def refused(error: OSError, root: Path) -> Problem:
    """What to tell when the disk refuses."""
    if isinstance(error, FileNotFoundError):
        place = Position(_below(str(error.filename), root))
        return Problem(place, "fichier-introuvable", "le fichier n'existe pas", "le reprendre dans l'historique git")
    where = f" ({_below(str(error.filename), root)})" if error.filename else ""
    message = f"le système refuse d'écrire : {refusal(error)}{where}"
    return Problem(Position("site"), "publication", message, "faire de la place, ou rendre le dossier modifiable")


def _make_language(work: _Work, language: str, cache: Path) -> tuple[dict[str, str], list[Problem]]:
    name = work.prepared.name
    try:
        work.prepared.forget_pages()  # of the languages that this process made before
        return build_language(work.prepared, language, work.folder, work.former, cache / name / language, work.keys)
    except MissingWord as missing:
        return {}, [missing.problem()]
    except BadSettings as bad:
        return {}, [bad.problem]
    except TemplateNotFound as error:
        place = Position(f"theme/{error.name}")
        return {}, [
            Problem(place, "fichier-introuvable", "le gabarit n'existe pas", "le reprendre dans l'historique git")
        ]
    except TemplateError as error:
        line = error.lineno if isinstance(error, TemplateSyntaxError) else _template_line(error)
        file = getattr(error, "filename", None) or _template_file(error)
        place = Position(_below(file, work.prepared.root), line or 1)
        message = f"le gabarit ne peut pas être rendu ({error.message})"
        return {}, [Problem(place, "construction", message, "corriger le thème")]
    except OSError as error:
        return {}, [refused(error, work.prepared.root)]


def _template_line(error: BaseException) -> int:
    trace, line = error.__traceback__, 1
    while trace:
        if trace.tb_frame.f_code.co_filename.endswith(".html"):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _template_file(error: BaseException) -> str:
    trace, file = error.__traceback__, "theme/main.html"
    while trace:
        if trace.tb_frame.f_code.co_filename.endswith(".html"):
            file = trace.tb_frame.f_code.co_filename
        trace = trace.tb_next
    return file


def _below(file: str, root: Path) -> str:
    path = Path(file)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else file


def _publish(work: _Work, site: Path, outcome: Outcome) -> None:
    """Put the portal in place of the published one, unless something is wrong somewhere."""
    prepared = work.prepared
    if not has_errors(work.problems):
        for name, content in {**prepared.files, **server_files(prepared)}.items():
            data = content.encode() if isinstance(content, str) else content
            put(work.folder / name, data)
            work.hashes[name] = hashlib.sha256(data).hexdigest()
        keep_only(work.folder, work.hashes)
        outcome.published[prepared.name] = publish(work.folder, site, prepared.name, work.hashes)
        outcome.pages[prepared.name] = len(prepared.languages) * len(prepared.pages[SOURCE_LANGUAGE])
    shutil.rmtree(work.folder, ignore_errors=True)
