"""压缩包里的一个 XML 部件：边解边查，谁也不必把它整个放进内存。"""

import re
import struct
import time
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from etl.issue import Issue
from etl.read import limits
from etl.read.findings import remedy
from etl.words import _

CHUNK = limits.MB
_OVERLAP = 16
_NESTED = b"<r><r>" * 8  # 一格里的分段文字从不嵌套
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r"))
_ENCODING = re.compile(rb"""<\?xml[^<>]*?encoding\s*=\s*["']([\w.-]+)""")
_UTF8 = (b"utf-8", b"utf8", b"us-ascii", b"ascii")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, ValueError, RuntimeError, struct.error)
_UTF16_STARTS = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")


class PartRefused(Exception):
    """This part is not to be read further."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(issue.message)
        self.issue = issue


def checked_chunks(archive: zipfile.ZipFile, part: str, path: Path, deadline: float) -> Iterator[bytes]:
    """The part's bytes in chunks of 1 MiB, each checked before it is handed on.

    Raises PartRefused at a document type or entity (no workbook has one; readers may expand it), at an encoding other
    than UTF-8, at a control character XML does not allow, at damage, and after `deadline` (time.monotonic).
    """
    end_of_last = b""
    try:
        with archive.open(part) as stream:
            while chunk := stream.read(CHUNK):
                if not end_of_last:
                    _check_encoding(chunk, path, part)
                if b"!" in chunk or b"!" in end_of_last:  # 单字节查找最快，表里极少有感叹号
                    _check_dtd(end_of_last + chunk, path, part)
                if _NESTED in chunk:
                    text = _("文件「{file}」的部件「{part}」里一格的文字层层嵌套，文件已损坏或被改动。{remedy}")
                    raise refusal("E_DAMAGED", text, path, part)
                if len(chunk.translate(None, _CONTROL)) != len(chunk):
                    text = _("文件「{file}」的部件「{part}」里有不允许的控制字符，文件已损坏或被改动。{remedy}")
                    raise refusal("E_DAMAGED", text, path, part)
                if time.monotonic() > deadline:
                    text = _("检查文件「{file}」超过 {limit} 秒，已停止：部件「{part}」的结构过于复杂。{remedy}")
                    raise refusal("E_READER_TIMEOUT", text, path, part, limit=limits.PREFLIGHT_SECONDS)
                end_of_last = chunk[-_OVERLAP:]
                yield chunk
    except _BROKEN as error:
        raise damaged_part(path, part) from error


def damaged_part(path: Path, part: str) -> PartRefused:
    """The refusal of a part that is cut off or inconsistent."""
    text = _("文件「{file}」已损坏或不完整（部件「{part}」读不出来，可能没有传完）。{remedy}")
    return refusal("E_DAMAGED", text, path, part)


def refusal(rule: str, text: str, path: Path, part: str, **words: object) -> PartRefused:
    """The refusal of a part with this rule and Chinese sentence."""
    return PartRefused(Issue(rule, text.format(file=path.name, part=part, remedy=remedy(), **words), value=part))


def _check_dtd(data: bytes, path: Path, part: str) -> None:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        text = _("文件「{file}」的部件「{part}」里有文档类型或实体定义，正常的工作簿没有，可能是攻击。{remedy}")
        raise refusal("E_XML_DTD", text, path, part)


def _check_encoding(start: bytes, path: Path, part: str) -> None:
    declared = _ENCODING.match(start.removeprefix(b"\xef\xbb\xbf")[:256])
    if start.startswith(_UTF16_STARTS) or (declared and declared[1].lower() not in _UTF8):
        text = _("文件「{file}」的部件「{part}」不是 UTF-8 编码，读取程序不支持。{remedy}")
        raise refusal("E_XML_ENCODING", text, path, part)
