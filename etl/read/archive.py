"""压缩包的目录：在解开任何部件之前，先看目录本身正不正常。"""

import io
import struct
import zipfile
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from etl.issue import Issue
from etl.read import limits
from etl.read.findings import encrypted, remedy, too_many_members
from etl.words import _

_LOCAL_HEADER = 30
_IS_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def open_archive(data: bytes) -> zipfile.ZipFile | None:
    """The zip file in `data`, or None where it has no readable directory or the directory does not fit."""
    if directory_bytes(data) > limits.ZIP_DIRECTORY_BYTES:
        return None
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error):
        return None
    return archive if all(_has_header(data, member.header_offset) for member in archive.infolist()) else None


def _has_header(data: bytes, start: int) -> bool:
    return 0 <= start <= len(data) - _LOCAL_HEADER and data.startswith(b"PK\x03\x04", start)


def directory_bytes(data: bytes) -> int:
    """Size of the central directory, read from its end record, before any of it is held in memory; 0 where absent."""
    end = data.rfind(b"PK\x05\x06")
    if end < 0 or end + 22 > len(data):
        return 0
    size = struct.unpack_from("<I", data, end + 12)[0]
    if size != 0xFFFFFFFF:
        return size
    large_end = data.rfind(b"PK\x06\x06", 0, end)
    return struct.unpack_from("<Q", data, large_end + 40)[0] if 0 <= large_end <= len(data) - 48 else 0


def declared_members(data: bytes) -> int:
    """How many members the end record says there are, at most 65,535: more than that stands elsewhere."""
    end = data.rfind(b"PK\x05\x06")
    return struct.unpack_from("<H", data, end + 10)[0] if 0 <= end <= len(data) - 22 else 0


def has_huge_directory(data: bytes) -> bool:
    """Whether the directory is so large that it must not even be read."""
    return limits.ZIP_DIRECTORY_BYTES < directory_bytes(data) <= len(data)


def archive_issues(path: Path, data: bytes, archive: zipfile.ZipFile) -> list[Issue]:
    """Everything wrong with the directory; empty where it is safe to unpack the members one by one."""
    members = archive.infolist()
    if len(members) > limits.ZIP_MEMBERS:
        return [too_many_members(path, len(members))]
    return list(_issues(path, data, archive, members))


def _issues(path: Path, data: bytes, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> Iterator[Issue]:
    if any(member.flag_bits & _IS_ENCRYPTED for member in members):
        yield encrypted(path)
    for name, times in Counter(plain_name(member.filename) for member in members).items():
        if times > 1:
            text = _("文件「{file}」里有 {count} 个同名部件「{part}」，不知道该信哪一个。{remedy}")
            yield _issue("E_ZIP_DUPLICATE", path, text, name, count=times)
    for member in members:
        if _leaves_folder(member.filename):
            text = _("文件「{file}」里的部件名「{part}」指向压缩包以外，不是正常的工作簿。{remedy}")
            yield _issue("E_ZIP_PATH", path, text, member.filename)
        if member.compress_type not in _METHODS:
            text = _("文件「{file}」里的部件「{part}」用了工作簿不用的压缩方法。{remedy}")
            yield _issue("E_ZIP_METHOD", path, text, member.filename)
    yield from _bombs(path, data, archive, members)


def _bombs(path: Path, data: bytes, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> Iterator[Issue]:
    total = sum(member.file_size for member in members)
    if total > limits.UNPACKED_BYTES:
        text = _("文件「{file}」解开后有 {size} MB，超过上限 {limit} MB。{remedy}")
        size, limit = total // limits.MB, limits.UNPACKED_BYTES // limits.MB
        yield _issue("E_ZIP_BOMB", path, text, size=size, limit=limit)
    for member in members:
        if member.file_size > max(limits.UNPACKED_RATIO_FROM, limits.UNPACKED_RATIO * member.compress_size):
            text = _("文件「{file}」里的部件「{part}」解开后有 {size} MB，是压缩后的 {ratio} 倍，不正常。{remedy}")
            ratio = member.file_size // max(member.compress_size, 1)
            size = member.file_size // limits.MB
            yield _issue("E_ZIP_BOMB", path, text, member.filename, size=size, ratio=ratio)
    overlapping = _overlapping(data, archive, members)
    if overlapping:
        text = _("文件「{file}」里的部件「{part}」与别的部件占用同一段数据，不是正常的工作簿。{remedy}")
        yield _issue("E_ZIP_BOMB", path, text, overlapping)


def _overlapping(data: bytes, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> str:
    """Name of the first member whose bytes run into the next member or into the directory; "" where none does."""
    starts = sorted((member.header_offset, member.compress_size, member.filename) for member in members)
    for (start, size, name), (following, *_rest) in pairwise([*starts, (archive.start_dir, 0, "")]):
        name_bytes, extra_bytes = struct.unpack_from("<HH", data, start + 26)
        if start + _LOCAL_HEADER + name_bytes + extra_bytes + size > following:
            return name
    return ""


def plain_name(name: str) -> str:
    """A member's name as readers compare it: forward slashes, no leading slash, case folded."""
    return name.replace("\\", "/").lstrip("/").casefold()


def _leaves_folder(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or ":" in parts[0] or "\0" in name


def _issue(rule: str, path: Path, text: str, part: str = "", **words: object) -> Issue:
    return Issue(rule, text.format(file=path.name, part=part, remedy=remedy(), **words), value=part)
