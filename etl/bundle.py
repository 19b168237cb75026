"""一次拖进来的压缩包：里面有几份文件就是几份，名字只当名字看，解开之前先看上限。"""

import io
import struct
import unicodedata
import zipfile
from collections.abc import Iterator

from etl.issue import Issue, Refused
from etl.read import limits
from etl.read.archive import directory_bytes
from etl.words import _

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_LONGEST_NAME = 120
_IS_UTF8 = 0x800
_IS_ENCRYPTED = 0x1
_LEFT_BY_SYSTEMS = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini", "~$", "._")
_SIGNS_OF_A_DOCUMENT = ("[content_types].xml", "mimetype", "content.xml")


def shown_name(name: str) -> str:
    """A file's name as it is kept and shown: the last part of a path, without control or direction characters.

    A name is only ever shown, never used as a place; 「无名文件」 where nothing of it is left.
    """
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    kept = "".join(each for each in last if unicodedata.category(each) not in ("Cc", "Cf", "Cs", "Zl", "Zp")).strip()
    if len(kept) > _LONGEST_NAME:
        stem, dot, suffix = kept.rpartition(".")
        tail = f"…{dot}{suffix}" if dot and len(suffix) <= 5 else "…"
        kept = (stem if dot and len(suffix) <= 5 else kept)[: _LONGEST_NAME - len(tail)] + tail
    return kept if kept.strip(".") else _("无名文件")


def files_of(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """(name, content) of each file dropped: of a zip of files every one in it, else the file itself.

    What systems leave in archives (`__MACOSX`, `Thumbs.db`, lock files) is no file. Raises Refused, before anything is
    unpacked, where the archive is damaged, locked, too large or holds nothing.
    """
    archive = _bundle(name, content)
    if archive is None:
        yield shown_name(name), content
        return
    members = [member for member in archive.infolist() if not _is_left_by_systems(member)]
    issues = list(_issues(shown_name(name), members))
    if issues:
        raise Refused(issues)
    for member in members:
        try:
            with archive.open(member) as stream:
                found = stream.read(limits.FILE_BYTES + 1)  # 目录里写的大小不作数
        except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError) as error:
            raise Refused([_damaged(shown_name(name))]) from error
        yield shown_name(_written_name(member)), found


def _bundle(name: str, content: bytes) -> zipfile.ZipFile | None:
    """The archive of a zip that is no document itself; None for any other file."""
    if not content.startswith(_ZIP):
        return None
    if directory_bytes(content) > limits.ZIP_DIRECTORY_BYTES:
        return None
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        inside = [member.filename.lower() for member in archive.infolist()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error) as error:
        if not name.lower().endswith(".zip"):
            return None  # 坏了的工作簿也是这个样子：由读表的一步去说
        raise Refused([_damaged(shown_name(name))]) from error
    is_document = any(each in _SIGNS_OF_A_DOCUMENT or each.startswith("xl/") for each in inside)
    return None if is_document else archive


def _is_left_by_systems(member: zipfile.ZipInfo) -> bool:
    path = member.filename.replace("\\", "/").lower()
    return member.is_dir() or path.startswith("__macosx/") or path.rpartition("/")[2].startswith(_LEFT_BY_SYSTEMS)


def _issues(name: str, members: list[zipfile.ZipInfo]) -> Iterator[Issue]:
    if not members:
        yield Issue("bundle_empty", _("压缩包「{0}」里没有文件；请核对后再交。").format(name))
    if len(members) > limits.BUNDLE_FILES:
        message = _("压缩包「{0}」里有 {1} 个文件，超过一次 {2} 个的上限；请分几次交。")
        yield Issue("bundle_too_many", message.format(name, len(members), limits.BUNDLE_FILES))
    if any(member.flag_bits & _IS_ENCRYPTED for member in members):
        yield Issue("bundle_locked", _("压缩包「{0}」加了密码，打不开；请去掉密码再交。").format(name))
    total = sum(member.file_size for member in members)
    if total > limits.UNPACKED_BYTES:
        sizes = total // limits.MB, limits.UNPACKED_BYTES // limits.MB
        message = _("压缩包「{0}」解开后有 {1} MB，超过上限 {2} MB；请分几次交。")
        yield Issue("bundle_too_large", message.format(name, *sizes))
    for member in members:
        inside = shown_name(_written_name(member))
        if member.file_size > limits.FILE_BYTES:
            sizes = round(member.file_size / limits.MB, 1), limits.FILE_BYTES // limits.MB
            message = _("压缩包「{0}」里的「{1}」有 {2} MB，超过一份文件 {3} MB 的上限；请删去与填报无关的内容再交。")
            yield Issue("bundle_too_large", message.format(name, inside, *sizes))
        elif member.file_size > max(limits.UNPACKED_RATIO_FROM, limits.UNPACKED_RATIO * member.compress_size):
            ratio = member.file_size // max(member.compress_size, 1)
            message = _("压缩包「{0}」里的「{1}」解开后是压缩后的 {2} 倍，不正常；请重新压缩再交。")
            yield Issue("bundle_bomb", message.format(name, inside, ratio))


def _written_name(member: zipfile.ZipInfo) -> str:
    """The name as its writer meant it: Chinese Windows writes GBK where the standard has no letter for it."""
    if member.flag_bits & _IS_UTF8:
        return member.filename
    raw = member.filename.encode("cp437", errors="replace")
    for coding in ("utf-8", "gb18030"):
        try:
            return raw.decode(coding)
        except UnicodeDecodeError:
            continue
    return member.filename


def _damaged(name: str) -> Issue:
    return Issue("bundle_damaged", _("压缩包「{0}」坏了或没有传完，打不开；请重新压缩再交。").format(name))
