"""读取之前的结构检查：一个 2 kB 的文件就能让读取程序崩溃，所以先看再读。"""

import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from etl.issue import Issue, Refused
from etl.read import limits
from etl.read.address import cell_address
from etl.read.archive import archive_issues, open_archive, plain_name
from etl.read.biff import biff_marks
from etl.read.book_part import sheet_parts
from etl.read.document_part import CONTENT, document_marks, may_have_errors
from etl.read.extras import disguised_macros, notes
from etl.read.findings import encrypted, too_many_marks, too_many_rows, too_many_sheets
from etl.read.mend import LARGEST_PART
from etl.read.part import PartRefused, checked_chunks, damaged_part, refusal
from etl.read.sheet_issue import sheet_issue
from etl.read.sheet_part import SheetScan, scan_sheet
from etl.read.stray import are_blank
from etl.words import _

SheetMarks = dict[int, dict[int, tuple[int, str]]]
T = TypeVar("T")
_ZIPPED = ("xlsx", "xlsm", "ods")
_XML = (".xml", ".rels", ".vml")
_SHARED_STRINGS = "xl/sharedstrings.xml"
_MANIFEST = "meta-inf/manifest.xml"
_STRING_EDGE = b"si>"  # 每个共享文字都在它之前结束


@dataclass(frozen=True)
class Preflight:
    """What the structure tells before reading: per sheet name the cells the reader would lose, formulas (column → rows)
    and hidden rows; `strays` are blank cells far below, by sheet and part, to be cut off first; and mere notes."""

    marks: dict[str, SheetMarks]
    notes: tuple[Issue, ...]
    formulas: dict[str, dict[int, list[int]]] = field(default_factory=dict)
    hidden_rows: dict[str, list[int]] = field(default_factory=dict)
    strays: dict[tuple[str, str], str] = field(default_factory=dict)


def unpack(path: Path, container: str, data: bytes) -> zipfile.ZipFile | None:
    """The archive of a zip workbook whose directory is in order; None for .xls and text, which have none to see.

    Raises Refused with everything wrong with the directory.
    """
    archive = open_archive(data) if container in _ZIPPED else None
    issues = archive_issues(path, data, archive) if archive else []
    if issues:
        raise Refused(issues)
    return archive


def inspect(path: Path, container: str, data: bytes, archive: zipfile.ZipFile | None) -> Preflight:
    """Check the parts of a workbook one by one, in bounded memory. Raises Refused with everything found."""
    if archive is None:
        return Preflight(_old_marks(path, data) if container == "xls" else {}, ())
    parts = _Parts(path, archive, time.monotonic() + limits.PREFLIGHT_SECONDS)
    issues = disguised_macros(path, archive.namelist())
    is_document = container == "ods"
    scans = {} if is_document else _sheets(parts, issues)
    marks = _document(parts, issues) if is_document else {name: scan.marks for name, (_part, scan) in scans.items()}
    strays = _strays(parts, scans, issues)
    read = {CONTENT} if is_document else {part for part, _scan in scans.values()}
    for part in archive.namelist():
        if part.lower().endswith(_XML) and part not in read:
            _collect(issues, partial(_check, parts, part))
    if issues:
        raise Refused(issues)
    return Preflight(
        marks,
        tuple(notes(path, archive.namelist())),
        {name: scan.formulas for name, (_part, scan) in scans.items()},
        {name: scan.hidden_rows for name, (_part, scan) in scans.items()},
        strays,
    )


def _old_marks(path: Path, data: bytes) -> dict[str, SheetMarks]:
    try:
        return biff_marks(data)
    except ValueError as error:
        raise Refused([too_many_marks(path, str(error))]) from None


class _Parts(NamedTuple):
    path: Path
    archive: zipfile.ZipFile
    deadline: float

    def chunks(self, part: str) -> Iterator[bytes]:
        return checked_chunks(self.archive, part, self.path, self.deadline)


def _collect(issues: list[Issue], step: Callable[[], T]) -> T | None:
    """What the step gives, or None with its refusal added to `issues`, so that the other parts are still looked at."""
    try:
        return step()
    except PartRefused as refused:
        issues.append(refused.issue)
        return None


def _sheets(parts: _Parts, issues: list[Issue]) -> dict[str, tuple[str, SheetScan]]:
    """Part and scan of each sheet by its name; what is wrong with one goes into `issues`."""
    sheets = _collect(issues, partial(sheet_parts, parts.archive, parts.path, parts.deadline)) or []
    if len(sheets) > limits.SHEETS:
        raise Refused([*issues, too_many_sheets(parts.path, len(sheets))])
    scans: dict[str, tuple[str, SheetScan]] = {}
    for name, part in sheets:
        scan = _collect(issues, partial(scan_sheet, parts.chunks(part)))
        if scan and scan.stop:
            issues.append(sheet_issue(parts.path, name, scan))
        scans[name] = part, scan or SheetScan()
    return scans


def _strays(parts: _Parts, scans: dict[str, tuple[str, SheetScan]], issues: list[Issue]) -> dict[tuple[str, str], str]:
    """The cell of the blanks far below by sheet and part; one that turns out to be text makes the sheet too long."""
    found: dict[tuple[str, str], str] = {}
    strings = next((part for part in parts.archive.namelist() if plain_name(part) == _SHARED_STRINGS), "")
    for name, (part, scan) in scans.items():
        if scan.stray and not scan.stop:
            # 共用文字的部件本身有毛病的，由后面逐个部件查时来说
            look = partial(are_blank, parts.chunks(strings) if strings else (), scan.stray_texts)
            is_blank = not scan.stray_texts or _collect([], look)
            if not is_blank or parts.archive.getinfo(part).file_size > LARGEST_PART:
                issues.append(too_many_rows(parts.path, name, *scan.stray))
            else:
                found[name, part] = cell_address(*scan.stray)
    return found


def _document(parts: _Parts, issues: list[Issue]) -> dict[str, SheetMarks]:
    return _collect(issues, partial(_document_marks, parts)) or {}


def _document_marks(parts: _Parts) -> dict[str, SheetMarks]:
    if not may_have_errors(parts.chunks(CONTENT)):
        return {}
    try:
        return document_marks(parts.chunks(CONTENT))
    except ValueError:
        raise damaged_part(parts.path, CONTENT) from None


def _check(parts: _Parts, part: str) -> None:
    chunks = parts.chunks(part)
    if plain_name(part) == _SHARED_STRINGS:
        _check_strings(chunks, parts.path, part)
    elif plain_name(part) == _MANIFEST and any(b"encryption-data" in chunk for chunk in chunks):
        raise PartRefused(encrypted(parts.path))
    for _chunk in chunks:  # 余下的块也要查到
        pass


def _check_strings(chunks: Iterable[bytes], path: Path, part: str) -> None:
    """Raises PartRefused at a shared text of more than 1 MB: every cell that shares it would hold a copy."""
    length = 0
    for chunk in chunks:
        first, last = chunk.find(_STRING_EDGE), chunk.rfind(_STRING_EDGE)
        if length + (len(chunk) if first < 0 else first) > limits.SHARED_STRING_BYTES:
            text = _("文件「{file}」里有一格文字超过 1 MB，而一格最多只能有 32,767 个字。{remedy}")
            raise refusal("E_TEXT_TOO_LONG", text, path, part)
        length = length + len(chunk) if last < 0 else len(chunk) - last
