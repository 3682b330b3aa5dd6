"""Make sure that a Chromium is there for the browser tests: one that is installed, else Playwright's
download, else the distribution's package. Fails with the reason when none can be had.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def installed() -> str | None:
    """The path of a Chromium on this machine."""
    given = os.environ.get("PORTAIL_CHROMIUM")
    if given:
        return given if Path(given).exists() else None
    return next((path for name in NAMES if (path := shutil.which(name))), None) or downloaded()


def downloaded() -> str | None:
    """Playwright's own Chromium, if it was downloaded."""
    code = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    python = Path(".venv/bin/python")
    answer = subprocess.run([str(python), "-c", code], capture_output=True, text=True, check=False)
    path = answer.stdout.strip()
    return path if path and Path(path).exists() else None


def attempt(*command: str) -> bool:
    print("  " + " ".join(command), flush=True)
    try:
        return subprocess.run(command, check=False, timeout=600).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def main() -> None:
    if installed():
        return
    print("Aucun Chromium ici : installation pour les essais dans le navigateur …", flush=True)
    if attempt(".venv/bin/playwright", "install", "chromium") and installed():
        return
    if shutil.which("apt-get"):
        sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
        attempt(*sudo, "apt-get", "update", "-qq")
        attempt(*sudo, "apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium")
    if not installed():
        sys.exit(
            "Aucun Chromium n'a pu être installé. L'installer (par exemple « apt-get install chromium ») "
            "ou donner son chemin : PORTAIL_CHROMIUM=/chemin/vers/chromium make test"
        )


main()
