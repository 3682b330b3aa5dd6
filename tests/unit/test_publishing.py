"""A verified folder takes the place of the public one in one move; nothing else ever touches it."""

from __future__ import annotations

import fcntl
import hashlib
import os
import threading
import time
from pathlib import Path

import pytest

from portail.publish import KEPT, lock, manifest, publish, published, workshop


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def put(site: Path, text: str, age: float | None = None) -> str:
    """Publish a site of one page; as if ``age`` seconds ago."""
    built = site / ".construction" / "built"
    built.mkdir(parents=True)
    (built / "index.html").write_text(text, encoding="utf-8")
    fingerprint = publish(built, site, "ville", {"index.html": sha(text)})
    if age is not None:
        then = time.time() - age
        os.utime(site / ".versions" / "ville" / f"{fingerprint}.liste", (then, then))
    return fingerprint


def shown(site: Path) -> str:
    return (site / "ville" / "index.html").read_text(encoding="utf-8")


def versions(site: Path) -> set[str]:
    return {path.name for path in (site / ".versions" / "ville").iterdir() if path.is_dir()}


def test_the_public_folder_is_a_link_to_a_version(site: Path) -> None:
    fingerprint = put(site, "un")
    assert (site / "ville").is_symlink()
    assert (site / "ville").readlink() == Path(f".versions/ville/{fingerprint}")
    assert shown(site) == "un"


def test_the_same_files_have_the_same_fingerprint(site: Path, tmp_path: Path) -> None:
    first, again, elsewhere = put(site, "un"), put(site, "un"), put(tmp_path / "autre", "un")
    assert first == again == elsewhere
    assert not (site / ".construction" / "built").exists()


def test_the_same_site_again_is_not_moved(site: Path) -> None:
    put(site, "un")
    before = (site / "ville").resolve().stat().st_ino
    put(site, "un")
    assert (site / "ville").resolve().stat().st_ino == before


def test_a_new_version_replaces_the_old_one(site: Path) -> None:
    assert put(site, "un") != put(site, "deux")
    assert shown(site) == "deux"


def test_a_version_lists_its_files(site: Path) -> None:
    fingerprint = put(site, "un")
    listing = (site / ".versions" / "ville" / f"{fingerprint}.liste").read_text(encoding="utf-8")
    assert listing == f"{sha('un')}  index.html\n"


def test_names_and_contents_count_in_the_list_but_not_their_order() -> None:
    assert manifest({"b": "2", "a": "1"}) == manifest({"a": "1", "b": "2"}) == "1  a\n2  b\n"


def test_what_is_published_is_the_version_behind_the_link(site: Path) -> None:
    assert published(site, "ville") is None
    fingerprint = put(site, "un")
    assert published(site, "ville") == (site / ".versions" / "ville" / fingerprint).resolve()


def test_a_folder_or_a_link_to_nothing_is_not_a_version(site: Path) -> None:
    (site / "ville").mkdir(parents=True)
    (site / "village").symlink_to("absent")
    assert (published(site, "ville"), published(site, "village")) == (None, None)


def test_the_last_versions_are_kept(site: Path) -> None:
    made = [put(site, f"version {rank}", age=100 - rank) for rank in range(KEPT + 2)]
    assert versions(site) == set(made[-KEPT:])
    assert shown(site) == f"version {KEPT + 1}"


def test_an_old_version_published_again_is_kept(site: Path) -> None:
    made = [put(site, f"version {rank}", age=100 - rank) for rank in range(KEPT)]
    assert put(site, "version 0") == made[0]
    put(site, "nouvelle")
    assert made[0] in versions(site)
    assert made[1] not in versions(site)


def test_what_a_killed_build_left_is_removed(site: Path) -> None:
    put(site, "un")
    left = site / ".versions" / "ville" / "0123456789abcdef"
    left.mkdir()
    (left / "index.html").write_text("la moitié d'une pa", encoding="utf-8")
    (site / ".versions" / "ville" / "0123456789abcdef.ebauche").write_text("", encoding="utf-8")
    (site / ".ville.lien").symlink_to(".versions/ville/0123456789abcdef")
    fingerprint = put(site, "deux")
    names = {path.name for path in (site / ".versions" / "ville").iterdir()}
    assert left.name not in names
    assert f"{left.name}.ebauche" not in names
    assert fingerprint in names
    assert shown(site) == "deux"


def test_a_version_half_moved_is_not_taken_for_whole(site: Path, tmp_path: Path) -> None:
    fingerprint = put(tmp_path / "autre", "un")
    half = site / ".versions" / "ville" / fingerprint
    half.mkdir(parents=True)
    (half / "index.html").write_text("la moi", encoding="utf-8")
    assert put(site, "un") == fingerprint
    assert shown(site) == "un"


def test_a_plain_folder_in_the_way_steps_aside(site: Path) -> None:
    (site / "ville").mkdir(parents=True)
    (site / "ville" / "vieux.html").write_text("vieux", encoding="utf-8")
    put(site, "un")
    assert shown(site) == "un"
    assert not (site / "ville" / "vieux.html").exists()
    assert sorted(path.name for path in site.iterdir()) == [".construction", ".versions", "ville"]


def test_a_refusal_of_the_disk_leaves_the_site_as_it_was(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(site, "un")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("portail.publish.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        put(site, "deux")
    assert shown(site) == "un"


def test_one_build_at_a_time(site: Path) -> None:
    order: list[str] = []

    def second() -> None:
        with lock(site, "ville") as waited:
            order.append(f"second, attendu : {waited}")

    with lock(site, "ville") as waited:
        thread = threading.Thread(target=second)
        thread.start()
        thread.join(0.1)
        assert thread.is_alive()
        order.append(f"premier, attendu : {waited}")
    thread.join(5)
    assert order == ["premier, attendu : False", "second, attendu : True"]


def test_two_portals_do_not_wait_for_each_other(site: Path) -> None:
    with lock(site, "ville"), lock(site, "village") as waited:
        assert not waited


def test_the_lock_of_a_dead_process_is_free(site: Path) -> None:
    child = os.fork()
    if not child:
        site.joinpath(".versions").mkdir(parents=True, exist_ok=True)
        stream = (site / ".versions" / "ville.verrou").open("w")
        fcntl.flock(stream, fcntl.LOCK_EX)
        os._exit(0)
    os.waitpid(child, 0)
    with lock(site, "ville") as waited:
        assert not waited


def test_a_version_no_longer_kept_serves_to_make_the_next(site: Path) -> None:
    made = [put(site, f"version {rank}", age=100 - rank) for rank in range(KEPT + 1)]
    assert made[0] not in versions(site)
    folder = workshop(site, "ville")
    assert (folder / "index.html").read_text(encoding="utf-8") == "version 0"
    assert not (site / ".versions" / "ville.ancienne").exists()


def test_what_a_killed_build_left_never_serves(site: Path) -> None:
    left = site / ".construction" / "ville"
    left.mkdir(parents=True)
    (left / "index.html").write_text("la moitié d'une pa", encoding="utf-8")
    assert not workshop(site, "ville").exists()
