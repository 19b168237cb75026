"""一个文件连同里面的一切：工作簿、压缩包、图片里的字，怎样包着都拆开。"""

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from contextlib import suppress


def unpacked(body: bytes) -> bytes:
    """All that is in a file, however packed: workbooks, archives, gzip, the words in a picture but not its pixels.

    The packed bytes themselves are left out: they are noise, in which any short number turns up.
    """
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            return b"\n".join(part for name in book.namelist() for part in (name.encode(), unpacked(book.read(name))))
    if body.startswith(b"\x1f\x8b"):
        return unpacked(gzip.decompress(body))
    if body.startswith(b"\x89PNG"):
        return b"\n".join(_png_words(body))
    return body


def _png_words(body: bytes) -> Iterable[bytes]:
    at = 8
    while at + 8 <= len(body):
        size, kind = struct.unpack(">I4s", body[at : at + 8])
        chunk = body[at + 8 : at + 8 + size]
        if kind in (b"tEXt", b"iTXt", b"zTXt"):
            yield chunk
            start = chunk.find(b"\x78")
            if start >= 0:
                with suppress(zlib.error):
                    yield zlib.decompress(chunk[start:])
        at += 12 + size
