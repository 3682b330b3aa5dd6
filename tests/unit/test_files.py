"""Files of a site in the making: what is shared with a published version is never written to."""

from __future__ import annotations

from pathlib import Path

from portail.engine.files import keep_only, put, take


def test_a_file_shared_with_a_version_is_replaced(tmp_path: Path) -> None:
    old, new = tmp_path / "old.html", tmp_path / "new.html"
    old.write_bytes(b"en ligne")
    new.hardlink_to(old)
    put(new, b"nouveau")
    assert (old.read_bytes(), new.read_bytes()) == (b"en ligne", b"nouveau")


def test_folders_are_made(tmp_path: Path) -> None:
    found = put(tmp_path / "en" / "guide" / "index.html", b"page")
    assert found.st_size == 4


def test_an_unchanged_file_is_taken_from_the_published_version(tmp_path: Path) -> None:
    source, place = tmp_path / "online.html", tmp_path / "next" / "page.html"
    source.write_bytes(b"page")
    found = source.stat()
    assert take(source, place, found.st_size, found.st_mtime_ns)
    assert place.samefile(source)
    assert take(source, place, found.st_size, found.st_mtime_ns), "it is there already"


def test_a_file_that_somebody_touched_is_not_taken(tmp_path: Path) -> None:
    source, place = tmp_path / "online.html", tmp_path / "page.html"
    source.write_bytes(b"page")
    assert not take(source, place, 4, 0)
    assert not place.exists()


def test_another_file_in_its_place_gives_way(tmp_path: Path) -> None:
    source, place = tmp_path / "online.html", tmp_path / "page.html"
    source.write_bytes(b"page")
    place.write_bytes(b"d'une ancienne version")
    found = source.stat()
    assert take(source, place, found.st_size, found.st_mtime_ns)
    assert place.read_bytes() == b"page"


def test_only_what_is_named_stays(tmp_path: Path) -> None:
    for name in ("index.html", "guide/nas/index.html", "guide/retire/index.html", "vide/rien.txt"):
        put(tmp_path / name, b"x")
    (tmp_path / "guide" / "lien").symlink_to(tmp_path / "index.html")
    keep_only(tmp_path, {"index.html", "guide/nas/index.html"})
    assert sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*")) == [
        "guide", "guide/nas", "guide/nas/index.html", "index.html",
    ]  # fmt: skip
