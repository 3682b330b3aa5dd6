"""A verified folder takes the place of the published one, in one move.

``site/<portail>`` is a symbolic link to ``site/.versions/<portail>/<empreinte>/``. Renaming a link over
another is atomic: whoever reads the site sees the old one or the new one, whole. A version is listed in
``<empreinte>.liste`` only once all its files are there; a folder without a list is what a killed build
left, and the next build removes it.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

KEPT = 3
"""Versions kept on disk, the published one included."""


@contextmanager
def lock(site: Path, name: str) -> Iterator[bool]:
    """Hold a portal's lock; yields whether another build had to be waited for.

    The kernel frees it when the process dies, however it dies.
    """
    folder = site / ".versions"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.verrou").open("w") as stream:
        waited = False
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waited = True
            fcntl.flock(stream, fcntl.LOCK_EX)
        yield waited


def published(site: Path, name: str) -> Path | None:
    """The folder of the version now published, if there is one."""
    public = site / name
    return public.resolve() if public.is_symlink() and public.exists() else None


def publish(built: Path, site: Path, name: str, hashes: dict[str, str]) -> str:
    """Move the folder ``built`` (on the same disk) in place of ``site/<name>``; returns its fingerprint.

    ``hashes`` are the SHA-256 of its files by path. Raises OSError when the disk refuses; the published
    site is then as it was.
    """
    listing = manifest(hashes)
    versions = site / ".versions" / name
    versions.mkdir(parents=True, exist_ok=True)
    version = _free_or_whole(versions, hashlib.sha256(listing.encode()).hexdigest()[:16], hashes)
    target, list_file = versions / version, versions / f"{version}.liste"
    if not list_file.exists():
        shutil.rmtree(target, ignore_errors=True)
        os.replace(built, target)
        _write_last(list_file, listing)
    else:
        shutil.rmtree(built, ignore_errors=True)
        os.utime(list_file)
    _point(site / name, target)
    _forget(versions, version, _spare(site, name))
    return version


def workshop(site: Path, name: str) -> Path:
    """The folder where the next version is made; it may hold the files of a version that is no longer kept.

    Making a thousand folders and links takes longer than finding them there.
    """
    folder, spare = site / ".construction" / name, _spare(site, name)
    shutil.rmtree(folder, ignore_errors=True)  # what a killed build left
    if spare.is_dir() and not spare.is_symlink():
        folder.parent.mkdir(parents=True, exist_ok=True)
        os.replace(spare, folder)
    return folder


def _spare(site: Path, name: str) -> Path:
    return site / ".versions" / f"{name}.ancienne"


def _free_or_whole(versions: Path, fingerprint: str, hashes: dict[str, str]) -> str:
    """The name of a version: its fingerprint, with a number when someone damaged the version of that name."""
    for rank in count():
        version = f"{fingerprint}-{rank}" if rank else fingerprint
        if not (versions / f"{version}.liste").exists() or hashes_of(versions / version) == hashes:
            return version
    raise AssertionError


def hashes_of(folder: Path) -> dict[str, str]:
    """The SHA-256 of each file below a folder, by path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def manifest(hashes: dict[str, str]) -> str:
    """One line a file, sorted: SHA-256 and path (``sha256sum --check`` reads it)."""
    return "".join(f"{sha}  {path}\n" for path, sha in sorted(hashes.items()))


def _write_last(path: Path, text: str) -> None:
    draft = path.with_suffix(".ebauche")
    with draft.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(draft, path)


def _point(public: Path, target: Path) -> None:
    if public.is_dir() and not public.is_symlink():
        # A folder from elsewhere (an old copy): it cannot be swapped atomically, so it steps aside.
        os.replace(public, public.with_name(f".{public.name}.ancien"))
        shutil.rmtree(public.with_name(f".{public.name}.ancien"), ignore_errors=True)
    draft = public.with_name(f".{public.name}.lien")
    draft.unlink(missing_ok=True)
    draft.symlink_to(os.path.relpath(target, public.parent))
    os.replace(draft, public)


def _forget(versions: Path, current: str, spare: Path) -> None:
    """Drop the versions that are not kept; the folder of one is left as ``spare`` to the next build.

    A folder without a list is what a killed build left: it may lack anything, and is dropped.
    """
    lists = sorted(versions.glob("*.liste"), key=lambda path: path.stat().st_mtime, reverse=True)
    kept = {current, *(path.stem for path in lists[:KEPT])}
    whole = {path.stem for path in lists}
    for path in sorted(versions.iterdir(), reverse=True):  # a list goes before its folder
        if path.name.partition(".")[0] in kept:
            continue
        if not path.is_dir():
            path.unlink()
        elif path.name in whole and not spare.exists():
            os.replace(path, spare)
        else:
            shutil.rmtree(path)
