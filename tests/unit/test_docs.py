"""The documentation is part of the program: what it says is compared with what the code is."""

from __future__ import annotations

import functools
import gzip
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import click
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from pydantic import ValidationError

from portail.cli import COMMANDS, main
from portail.engine.finish import CONTENT_POLICY
from portail.model import Fiche, Page, Plan, Portal, Record, Translation
from portail.model.base import Model
from portail.problems import CATALOGUE
from portail.sources import SourceFile, read_yaml

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    "README.md",
    "LISEZMOI.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    *sorted(p.relative_to(ROOT).as_posix() for p in (ROOT / "docs").glob("*.md")),
]
RECORD = "plans/plan-test/suivi/2026-03-21-fete-du-printemps.yml"
MODELS = {"portail": Portal, "plan": Plan, "suivi": Record, "fiche": Fiche, "traduction": Translation, "page": Page}


def text_of(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


# --- what is generated is current ---


def test_generated_files_are_current() -> None:
    answer = subprocess.run(
        [sys.executable, "scripts/generate.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr


# --- the command line ---


def commands(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for child in command.list_commands(context):
            inner = command.get_command(context, child)
            assert inner
            yield from commands(inner, f"{name} {child}")


@pytest.mark.parametrize(("name", "command"), list(commands(main, "portail")))
def test_every_command_and_option_is_documented(name: str, command: click.Command) -> None:
    told = "\n".join(text_of(page) for page in ("README.md", "LISEZMOI.md", "docs/commandes.md"))
    assert name in told
    assert command.help
    section = told[told.index(f"`{name}") :] if name != "portail" else told
    for option in (p for p in command.params if isinstance(p, click.Option)):
        assert option.help, f"{name} {option.opts[0]} has no help"
        assert f"`{option.opts[0]}" in section, f"{name} {option.opts[0]} is not documented"


def test_the_list_of_commands_says_what_each_command_says() -> None:
    context = click.Context(main)
    assert {name: getattr(main.get_command(context, name), "short_help", "") for name in COMMANDS} == COMMANDS


# --- the map of the code ---


def test_the_architecture_names_every_module_and_nothing_else() -> None:
    package = ROOT / "src/portail"
    modules = {p.relative_to(package).as_posix() for p in package.rglob("*.py") if p.name != "__init__.py"}
    folders = {
        f"{p.parent.relative_to(package).as_posix()}/" for p in package.rglob("__init__.py") if p.parent != package
    }
    named = re.findall(r"^ *- `([\w/]+(?:\.py|/))`: \S", text_of("docs/architecture.md"), re.MULTILINE)
    assert sorted(named) == sorted(modules | folders | {"__init__.py"})


@pytest.mark.parametrize("page", PAGES)
def test_paths_and_links_of_a_page_exist(page: str) -> None:
    text = re.sub(r"```.*?```", "", text_of(page), flags=re.DOTALL)
    real = (
        [] if page in ("LISEZMOI.md", "docs/commandes.md", "docs/erreurs.md") else [text]
    )  # these show invented paths
    paths = re.findall(r"`((?:src|docs|scripts|schemas|theme|tests|content|guide|plans)/[\w./-]*)`", "".join(real))
    missing = [path for path in paths if not (ROOT / path).exists()]
    assert not missing
    text = re.sub(r"`[^`\n]*\]\([^`\n]*`", "", text)  # a link shown as an example
    for target in re.findall(r"\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"", text):
        link = target[0] or target[1]
        if not re.match(r"[a-z]+:", link):
            assert_link(page, link)


def assert_link(page: str, link: str) -> None:
    path, _, anchor = link.partition("#")
    target = (ROOT / page).parent / path if path else ROOT / page
    assert target.exists(), f"{page}: {link} leads nowhere"
    if anchor:
        headings = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
        assert anchor in {anchor_of(heading) for heading in headings}, f"{page}: {link} has no such heading"


def anchor_of(heading: str) -> str:
    return "".join(c for c in heading.lower() if c.isalnum() or c in " -_").replace(" ", "-")


@pytest.mark.parametrize("page", PAGES)
def test_error_codes_named_in_a_page_exist(page: str) -> None:
    assert set(re.findall(r"(?:erreur|avertissement)\[([a-z-]+)\]", text_of(page))) <= set(CATALOGUE)


# --- the models and their schemas ---


def kinds(kind: type[Model] = Model) -> Iterator[type[Model]]:
    for inner in kind.__subclasses__():
        yield inner
        yield from kinds(inner)


@pytest.mark.parametrize(
    "kind", [k for k in kinds() if k.__module__.startswith("portail.model")], ids=lambda k: k.__name__
)
def test_every_key_has_a_description_and_a_french_name(kind: type[Model]) -> None:
    for name, field in kind.model_fields.items():
        assert field.description, f"{kind.__name__}.{name} has no description"
        assert re.fullmatch(r"[a-z_]+", field.alias or name), f"{kind.__name__}.{name}: keys are unaccented ASCII"


class CoreLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML 1.2 core, as editors read it: no dates, no yes/no, numbers and true/false."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


for tag, pattern, first in (
    ("null", r"(?:~|null|Null|NULL|)", ["~", "n", "N", ""]),
    ("bool", r"(?:true|True|TRUE|false|False|FALSE)", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)(?:[eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^{pattern}$"), first)


def as_an_editor(text: str) -> Any:
    return yaml.load(text, Loader=CoreLoader)


def kind_of(path: str) -> str | None:
    """The schema of a real source file, by where it stands."""
    translated = bool(re.search(r"\.[a-zA-Z-]+\.md$", path))
    for pattern, kind in (
        (r"content/[^/]+/portail\.yml", "portail"),
        (r"content/[^/]+/pages/.*\.md", "page"),
        (r"guide/[^/]+/[^/]*\.md", "traduction" if translated else "fiche"),
        (r"plans/[^/]+/plan\.yml", "plan"),
        (r"plans/[^/]+/suivi/.*\.yml", "suivi"),
    ):
        if re.fullmatch(pattern, path):
            return kind
    return None


def real_files() -> list[tuple[str, str]]:
    paths = [
        p.relative_to(ROOT).as_posix() for top in ("content", "guide", "plans") for p in sorted((ROOT / top).rglob("*"))
    ]
    return [(path, kind) for path in paths if (kind := kind_of(path))]


def source_text(path: str) -> str:
    text = text_of(path)
    return text.split("\n---", 1)[0].removeprefix("---\n") if path.endswith(".md") else text


@functools.cache
def validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads(text_of(f"schemas/{kind}.json")), format_checker=FormatChecker())


@pytest.mark.parametrize("kind", MODELS)
def test_a_schema_is_valid_french_and_covers_real_files(kind: str) -> None:
    schema = json.loads(text_of(f"schemas/{kind}.json"))
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] and schema["title"] and schema["description"]
    groups = [schema, *schema.get("$defs", {}).values()]
    assert all(key.get("description") for group in groups for key in group["properties"].values())
    assert kind in {kind for _, kind in real_files()}


@pytest.mark.parametrize("kind", MODELS)
def test_real_files_satisfy_their_schema(kind: str) -> None:
    check = validator(kind)
    faults = [
        f"{path}: {'/'.join(map(str, error.absolute_path))}: {error.message[:150]}"
        for path, found in real_files()
        if found == kind
        for error in check.iter_errors(as_an_editor(source_text(path)))
    ]
    assert not faults


def test_files_name_the_schema_of_their_kind() -> None:
    for path, kind in real_files():
        for named in re.findall(r"^# yaml-language-server: \$schema=(\S+)", source_text(path), re.MULTILINE):
            assert ((ROOT / path).parent / named).resolve() == ROOT / f"schemas/{kind}.json", path


def test_a_schema_refuses_what_editors_should_see() -> None:
    portal = as_an_editor(text_of("content/exemple/portail.yml"))
    check = validator("portail")
    assert check.is_valid(portal)
    for wrong in ({"nmo": "x"}, {"etat": "brouillon"}, {"contact": None}, {"couleurs": {"principale": "bleu"}}):
        assert not check.is_valid({**portal, **wrong}), wrong


# What the program accepts, an editor accepts: a real file with one value replaced by another.
VALUES = (
    "",
    "911",
    "1.1",
    "-3",
    "007",
    "true",
    "oui",
    "2026-02-28",
    "2026-02-30",
    "fr",
    "En continu",
    "a-b",
    "https://a.ca/",
    "6 mois",
    '"12"',
    "[]",
    "[a]",
    "[fr]",
    "{fr: x}",
    "{a: 1}",
)
PLACES = [
    (path, kind, number)
    for path, kind in real_files()
    if "exemple" in path
    for number, line in enumerate(source_text(path).split("\n"))
    if re.match(r"[\s-]*[a-z_]+: +[^\s#|>{]", line)
]  # fmt: skip


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.sampled_from(PLACES), st.sampled_from(VALUES))
def test_a_schema_is_never_stricter_than_the_program(place: tuple[str, str, int], value: str) -> None:
    path, kind, number = place
    lines = source_text(path).split("\n")
    lines[number] = re.sub(r"^([\s-]*[a-z_]+:).*", rf"\1 {value}", lines[number])
    text = "\n".join(lines)
    if accepted(text, kind):
        faults = [
            f"{'/'.join(map(str, e.absolute_path))}: {e.message[:150]}"
            for e in validator(kind).iter_errors(as_an_editor(text))
        ]
        assert not faults, f"{path}:{number + 1}: {lines[number]}"


def accepted(text: str, kind: str) -> bool:
    document, problems = read_yaml(SourceFile("x.yml", text))
    if problems:
        return False
    try:
        MODELS[kind].model_validate(document.value)
    except ValidationError:
        return False
    return True


# --- what README and LISEZMOI show ---


def test_the_excerpts_of_the_readme_are_in_the_files_it_names() -> None:
    excerpts = re.findall(r"`(\S+)`:\n\n```yaml\n(.*?)```", text_of("README.md"), re.DOTALL)
    assert len(excerpts) == 2
    for path, lines in excerpts:
        source = [line.strip() for line in text_of(path).split("\n")]
        assert [line for line in lines.strip().split("\n") if line.strip() not in source] == []


def test_the_pictures_of_the_readme_are_light() -> None:
    pictures = re.findall(r'<img src="([^"]+)"[^>]* alt="[^"]{40,}"', text_of("README.md"))
    assert len(pictures) == 2
    assert all((ROOT / picture).stat().st_size <= 150_000 for picture in pictures)


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/architecture.md"])
def test_the_make_targets_named_exist(page: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))
    assert set(re.findall(r"(?:`|^)make ([a-z]+)", text_of(page), re.MULTILINE)) <= targets


def test_the_examples_of_lisezmoi_pass_the_check(project: Any) -> None:
    translation, record, portal = re.findall(r"```yaml\n(.*?)```", text_of("LISEZMOI.md"), re.DOTALL)
    project.write({"content/ma-ville/portail.yml": portal, RECORD: record.replace('"2.1.1"', '"1.1"')})
    assert project.check().code == 0, project.check().report
    project.write({"guide/commun/logement.en.md": translation})
    answer = project.check()
    assert answer.code == 1 and re.search(r"\[traduction\].*\n.*\n.*écrire [0-9a-f]{12}\n", answer.report), (
        answer.report
    )
    project.write({"guide/commun/logement.en.md": translation.replace("a-calculer", "0" * 12)})
    assert project.check().code == 0


def test_the_error_of_lisezmoi_is_what_the_program_prints(project: Any) -> None:
    shown = re.search(r"```text\n(.*?)```", text_of("LISEZMOI.md"), re.DOTALL)
    assert shown
    project.write({RECORD: 'date: 21 mars 2026\naction: "1.1"\nstatut: en-cours\n'})
    assert project.check().report == shown[1].replace("plans/mon-plan/suivi/2026-03-21-fete-du-printemps.yml", RECORD)


# --- what the documentation claims of weights ---


def test_the_skeleton_weighs_what_the_architecture_says() -> None:
    import material

    theirs = Path(material.__file__).parent / "templates/assets"
    files = [*theirs.glob("stylesheets/*.css"), *theirs.glob("javascripts/bundle.*.js")]
    ours = [ROOT / "theme/assets/portail.css", ROOT / "theme/assets/entete.js"]
    search = [ROOT / "theme/assets" / name for name in ("recherche.css", "recherche.js", "trouver.js")]
    assert 55_000 < sum(len(gzip.compress(path.read_bytes())) for path in files) < 65_000
    assert sum(len(gzip.compress(path.read_bytes())) for path in ours) < 8_000
    assert sum(len(gzip.compress(path.read_bytes())) for path in search) < 5_000


def test_the_theme_keeps_the_promises_of_privacy() -> None:
    theme = {
        path.name: path.read_text(encoding="utf-8") for path in (ROOT / "theme").rglob("*.*") if path.suffix != ".yml"
    }
    assert [name for name, text in theme.items() for _ in re.findall("<script", text)] == ["main.html"] * 4
    for name, text in theme.items():
        assert not re.search(r"cookie|sessionStorage|indexedDB|sendBeacon|<style|@import|url\(.?https?:", text), name
        # The journey alone keeps something, and sends nothing.
        assert ("localStorage" in text) == (name == "parcours.js"), name
    assert set(re.findall(r"localStorage\.\w+\(\w+", theme["parcours.js"])) == {
        f"localStorage.{verb}Item(KEY" for verb in ("get", "set", "remove")
    }
    assert not re.search(r"fetch|XMLHttpRequest|WebSocket|EventSource|import", theme["parcours.js"])


def test_the_policy_in_the_docs_is_the_one_that_is_sent() -> None:
    assert f"Content-Security-Policy: {CONTENT_POLICY}\n" in text_of("docs/securite.md")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_names_no_folder_of_a_machine(page: str) -> None:
    assert not re.findall(r"(?<![\w./<>])/(?:home|root|tmp|usr|var|work|opt)/\S*", text_of(page))
