"""读取之前的结构检查：一个 2 kB 的文件就能让读取程序崩溃，所以先看再读。"""

import time
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from etl.issue import Issue, Refused
from etl.read import limits
from etl.read.archive import archive_issues, open_archive
from etl.read.book_part import sheet_parts
from etl.read.findings import encrypted, remedy, too_many_sheets
from etl.read.part import PartRefused, checked_chunks, refusal
from etl.read.sheet_issue import sheet_issue
from etl.read.sheet_part import scan_sheet
from etl.words import _

SheetMarks = dict[int, dict[int, tuple[int, str]]]
_ZIPPED = ("xlsx", "xlsm", "ods")
_XML = (".xml", ".rels", ".vml")
_SHARED_STRINGS = "xl/sharedStrings.xml"
_STRING_EDGE = b"si>"  # 每个共享文字都在它之前结束
_WITHOUT_MACROS = (".xlsx", ".xltx")


@dataclass(frozen=True)
class Preflight:
    """What the structure tells before reading: per sheet name the cells the reader would lose, and mere notes."""

    marks: dict[str, SheetMarks]
    notes: tuple[Issue, ...]


def unpack(path: Path, container: str, data: bytes) -> zipfile.ZipFile | None:
    """The archive of a zip workbook whose directory is in order; None for .xls and text, which have none to see.

    Raises Refused with everything wrong with the directory.
    """
    archive = open_archive(data) if container in _ZIPPED else None
    issues = archive_issues(path, data, archive) if archive else []
    if issues:
        raise Refused(issues)
    return archive


def inspect(path: Path, container: str, archive: zipfile.ZipFile | None) -> Preflight:
    """Check the parts of a workbook one by one, in bounded memory. Raises Refused with everything found."""
    if archive is None:
        return Preflight({}, ())
    issues: list[Issue] = []
    deadline = time.monotonic() + limits.PREFLIGHT_SECONDS
    names = archive.namelist()
    issues.extend(_disguised_macros(path, names))
    sheets: list[tuple[str, str]] = []
    try:
        sheets = sheet_parts(archive, path, deadline) if container != "ods" else []
    except PartRefused as refused:
        issues.append(refused.issue)
    if len(sheets) > limits.SHEETS:
        raise Refused([*issues, too_many_sheets(path, len(sheets))])
    marks, found = _scan_sheets(archive, path, sheets, deadline)
    issues.extend(found)
    scanned = {part for _name, part in sheets}
    others = [name for name in names if name.lower().endswith(_XML) and name not in scanned]
    issues.extend(_scan_others(archive, path, others, deadline))
    if issues:
        raise Refused(issues)
    return Preflight(marks, tuple(_notes(path, names)))


def _scan_sheets(
    archive: zipfile.ZipFile, path: Path, sheets: list[tuple[str, str]], deadline: float
) -> tuple[dict[str, SheetMarks], list[Issue]]:
    marks: dict[str, SheetMarks] = {}
    issues: list[Issue] = []
    for name, part in sheets:
        try:
            scan = scan_sheet(checked_chunks(archive, part, path, deadline))
        except PartRefused as refused:
            issues.append(refused.issue)
            continue
        if scan.stop:
            issues.append(sheet_issue(path, name, scan))
        marks[name] = scan.marks
    return marks, issues


def _scan_others(archive: zipfile.ZipFile, path: Path, parts: list[str], deadline: float) -> list[Issue]:
    issues = []
    for part in parts:
        try:
            chunks = checked_chunks(archive, part, path, deadline)
            if part == _SHARED_STRINGS:
                _check_strings(chunks, path)
            elif part == "META-INF/manifest.xml":
                issues.extend(_encrypted_document(chunks, path))
            else:
                for _chunk in chunks:
                    pass
        except PartRefused as refused:
            issues.append(refused.issue)
    return issues


def _check_strings(chunks: Iterable[bytes], path: Path) -> None:
    """Raises PartRefused at a shared text of more than 1 MB: every cell that shares it would hold a copy."""
    length = 0
    for chunk in chunks:
        first, last = chunk.find(_STRING_EDGE), chunk.rfind(_STRING_EDGE)
        if length + (len(chunk) if first < 0 else first) > limits.SHARED_STRING_BYTES:
            text = _("文件「{file}」里有一格文字超过 1 MB，而一格最多只能有 32,767 个字。{remedy}")
            raise refusal("E_TEXT_TOO_LONG", text, path, _SHARED_STRINGS)
        length = length + len(chunk) if last < 0 else len(chunk) - last


def _encrypted_document(chunks: Iterable[bytes], path: Path) -> list[Issue]:
    return [encrypted(path)] if any(b"encryption-data" in chunk for chunk in chunks) else []


def _disguised_macros(path: Path, names: list[str]) -> list[Issue]:
    """A macro workbook under the name of one without: Excel itself refuses to open it."""
    if not _has_macros(names) or path.suffix.lower() not in _WITHOUT_MACROS:
        return []
    text = _("文件「{file}」里有宏，扩展名却是不含宏的 .xlsx，可能是伪装的文件。{remedy}")
    return [Issue("E_MACRO", text.format(file=path.name, remedy=remedy()))]


def _has_macros(names: list[str]) -> bool:
    return any(name.endswith("vbaProject.bin") or name.startswith("xl/macrosheets/") for name in names)


def _notes(path: Path, names: list[str]) -> list[Issue]:
    notes = []
    if _has_macros(names):
        text = _("文件「{file}」含有宏；只读取了单元格的值，宏没有运行。")
        notes.append(Issue("W_MACRO", text.format(file=path.name), "note"))
    if any(name.startswith("xl/externalLinks/") for name in names):
        text = _("文件「{file}」含有指向其他文件的链接；只读取了保存在文件里的值，没有打开链接。请确认这些值是最新的。")
        notes.append(Issue("W_EXTERNAL_LINK", text.format(file=path.name), "warning"))
    return notes
