"""A few small PNG images, drawn here so that the corpus needs nothing from elsewhere."""

from __future__ import annotations

import struct
import zlib
from functools import cache
from random import Random

NAMES = tuple(f"schema-{rank}.png" for rank in range(1, 7))
WIDTH, HEIGHT = 320, 200


@cache
def picture(seed: int, name: str) -> bytes:
    """A PNG of coloured bands with some grain, 10 to 40 kB."""
    random = Random(f"{seed}/{name}")
    colours = [bytes(random.randrange(256) for _ in range(3)) for _ in range(8)]
    rows = bytearray()
    for y in range(HEIGHT):
        rows.append(0)  # this row has no filter
        for x in range(WIDTH):
            red, green, blue = colours[(x // 40 + y // 25) % 8]
            rows += bytes(((red + random.randrange(4)) & 255, green, blue))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    parts = (b"IHDR", header), (b"IDAT", zlib.compress(bytes(rows), 6)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
