"""Frames of the gradcheck protocol: a JSON header and a body of numbers."""

import json
import struct
from typing import Any, BinaryIO, Dict, Tuple

MAGIC = b"1GCP"
PREFIX = struct.Struct("<4sIQ")

Header = Dict[str, Any]


def receive(source: BinaryIO) -> Tuple[Header, bytes]:
    """The next frame. Raises EOFError where the host is gone, ValueError where the bytes are no frame."""
    magic, header, body = PREFIX.unpack(exactly(source, PREFIX.size))
    if magic != MAGIC:
        raise ValueError(f"the channel carried bytes that are no frame: {magic!r}")
    return json.loads(exactly(source, header)), exactly(source, body)


def send(target: BinaryIO, header: Header, body: bytes = b"") -> None:
    """Writes a whole frame."""
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    rest = memoryview(PREFIX.pack(MAGIC, len(text), len(body)) + text + body)
    while rest:
        rest = rest[target.write(rest) :]


def exactly(source: BinaryIO, count: int) -> bytes:
    parts, missing = [], count
    while missing:
        part = source.read(missing)
        if not part:
            raise EOFError("the host is gone")
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)
