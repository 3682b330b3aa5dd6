"""Log files as blocks of whole, clean lines: plain or gzip, cut or hostile, in bounded memory."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

BLOCK = 16 << 20
"""Bytes of text given to the engine at once."""
CHUNK = 4 << 20
LONGEST = 32_000
"""Bytes of the longest line read: servers refuse requests whose address passes 8 000."""
BOMB_BYTES, BOMB_RATIO = 256 << 20, 200
"""Real logs shrink 10 to 60 times: a file that unfolds this much, this thin, is not one."""
CONTROLS = [bytes([code]) for code in (*range(9), *range(11, 13), *range(14, 32), 127)]
SUSPECTS = [b"\0", b"\x07", b"\x08", b"\x0b", b"\x0c", b"\x1b", b"\x7f", b"\r"]
"""What is looked for in each block; a line is then refused for any of ``CONTROLS``."""
_CONTROL_TABLE = bytes.maketrans(b"".join(CONTROLS), b"\0" * len(CONTROLS))

Told = Callable[[int], None]


@dataclass
class Tally:
    """Lines that could not be read, and whether a file is cut or unfolds without end."""

    unreadable: int = 0
    cut: bool = False
    bomb: bool = False


def blocks(path: Path, tally: Tally, told: Told) -> Iterator[bytes]:
    """The lines of a file, in blocks that end with a line end. ``told`` hears of the bytes read on disk.

    Raises OSError when the system refuses to read.
    """
    with path.open("rb") as stream:
        gzip = stream.read(2) == b"\x1f\x8b"
        stream.seek(0)
        chunks = _unfolded(stream, tally, told) if gzip else _plain(stream, told)
        for block in _whole_lines(chunks, tally):
            if clean := _clean(block, tally):
                yield clean


def _plain(stream: BinaryIO, told: Told) -> Iterator[bytes]:
    while chunk := stream.read(CHUNK):
        told(len(chunk))
        yield chunk


def _unfolded(stream: BinaryIO, tally: Tally, told: Told) -> Iterator[bytes]:
    """The text of a gzip file, members one after the other; what stands before a fault is kept."""
    engine, read, made, waiting = zlib.decompressobj(31), 0, 0, b""
    while True:
        if not waiting:
            waiting = stream.read(CHUNK)
            told(len(waiting))
            read += len(waiting)
        if not waiting:
            tally.cut |= not engine.eof
            return
        if engine.eof:
            engine = zlib.decompressobj(31)
        try:
            text = engine.decompress(waiting, CHUNK)
        except zlib.error:
            tally.cut = True
            return
        waiting = engine.unused_data if engine.eof else engine.unconsumed_tail
        made += len(text)
        if made > BOMB_BYTES and made > BOMB_RATIO * read:
            tally.bomb = True
            return
        if text:
            yield text


def _whole_lines(chunks: Iterator[bytes], tally: Tally) -> Iterator[bytes]:
    """Chunks cut again at line ends; a line that never ends is one unreadable line, and not kept."""
    held: list[bytes] = []
    size, skipping = 0, False
    for chunk in chunks:
        if skipping:
            end = chunk.find(b"\n")
            if end < 0:
                continue
            chunk, skipping = chunk[end + 1 :], False
        last = chunk.rfind(b"\n")
        if last < 0 and size + len(chunk) > BLOCK:
            tally.unreadable += 1
            whole, _, _ = b"".join(held).rpartition(b"\n")
            held, size, skipping = [], 0, True
            if whole:
                yield whole + b"\n"
            continue
        held.append(chunk)
        size += len(chunk)
        if last >= 0 and size >= BLOCK - CHUNK:
            text = b"".join(held)
            last = text.rfind(b"\n") + 1
            yield text[:last]
            held, size = [text[last:]], len(text) - last
    text = b"".join(held)
    if text and tally.cut and not text.endswith(b"\n"):
        text = text[: text.rfind(b"\n") + 1]  # half a line may look whole
        tally.unreadable += 1
    if text:
        yield text if text.endswith(b"\n") else text + b"\n"


def _clean(block: bytes, tally: Tally) -> bytes:
    """The block without the lines that are not text; line ends of Windows become ours."""
    if b"\r\n" in block:
        block = block.replace(b"\r\n", b"\n")
    if not _has_long(block) and not any(mark in block for mark in SUSPECTS) and _is_text(block):
        return block
    kept = []
    for line in block.split(b"\n"):
        bad = len(line) > LONGEST or b"\r" in line or b"\0" in line.translate(_CONTROL_TABLE) or not _is_text(line)
        if bad:
            tally.unreadable += 1
        elif line:
            kept.append(line)
    return b"\n".join(kept) + b"\n" if kept else b""


def _has_long(block: bytes) -> bool:
    position = 0
    while position < len(block):
        end = block.rfind(b"\n", position, position + LONGEST + 1)
        if end < 0:
            return True
        position = end + 1
    return False


def _is_text(data: bytes) -> bool:
    if data.isascii():
        return True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
