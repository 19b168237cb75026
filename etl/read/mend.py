"""无害却读不了的工作簿，换成一份读得了的副本再读：部件不是 UTF-8 的，远处有空格子的。原件一个字节也不动。"""

import io
import re
import shutil
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping

from etl.read import limits

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, KeyError, struct.error)
LARGEST_PART = 8 * limits.MB  # 这样的部件要整个放进服务器的内存；更大的照旧拒收
_DECLARED = re.compile(r"""^(<\?xml[^<>]*?encoding\s*=\s*["'])[\w.-]+""")
_ROW = re.compile(rb"""<(?:\w+:)?row\b[^<>]*?\sr=["'](\d{1,12})["'][^<>]*?(?:/>|>.*?</(?:\w+:)?row>)""", re.DOTALL)


def recoded(archive: zipfile.ZipFile) -> bytes | None:
    """The workbook with every UTF-16 part in UTF-8, which readers need.

    None where there is none, as nearly always, and where a part is damaged: the check of the structure says which.
    """
    wide = [member.filename for member in archive.infolist() if _is_wide(archive, member)]
    try:
        return _rewritten(archive, dict.fromkeys(wide, _as_utf8)) if wide else None
    except _BROKEN:
        return None


def without_rows_below(archive: zipfile.ZipFile, parts: Iterable[str]) -> bytes | None:
    """The workbook without the rows of these sheet parts that stand below the last row taken; None where damaged."""

    def cut(content: bytes) -> bytes:
        return _ROW.sub(lambda row: row[0] if int(row[1]) <= limits.ROWS else b"", content)

    try:
        return _rewritten(archive, dict.fromkeys(parts, cut))
    except _BROKEN:  # 图片之类的部件，结构检查不看
        return None


def _is_wide(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    if not member.filename.lower().endswith((".xml", ".rels")) or member.file_size > LARGEST_PART:
        return False
    try:
        with archive.open(member) as part:
            return part.read(2) in _UTF16
    except _BROKEN:  # 坏在哪里由结构检查来说
        return False


def _as_utf8(content: bytes) -> bytes:
    text = content.decode("utf-16", "replace")
    return _DECLARED.sub(r"\1UTF-8", text).encode("utf-8")


def _rewritten(archive: zipfile.ZipFile, changes: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as copy:
        for member in archive.infolist():
            with archive.open(member) as part, copy.open(member.filename, "w") as out:
                if member.filename in changes:
                    out.write(changes[member.filename](part.read()))
                else:
                    shutil.copyfileobj(part, out, limits.MB)
    return buffer.getvalue()
