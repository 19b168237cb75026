"""工作簿里除了表还带着什么：宏、指向别处的链接。一概不运行、不打开，但要说一声。"""

from collections.abc import Sequence
from pathlib import Path

from etl.issue import Issue
from etl.read.archive import plain_name
from etl.read.findings import remedy
from etl.words import _

_WITHOUT_MACROS = (".xlsx", ".xltx")


def disguised_macros(path: Path, parts: Sequence[str]) -> list[Issue]:
    """The finding for a macro workbook under the name of one without; Excel itself refuses to open such a file."""
    if not _has_macros(parts) or path.suffix.lower() not in _WITHOUT_MACROS:
        return []
    text = _("文件「{file}」里有宏，扩展名却是不含宏的 .xlsx，可能是伪装的文件。{remedy}")
    return [Issue("E_MACRO", text.format(file=path.name, remedy=remedy()))]


def notes(path: Path, parts: Sequence[str]) -> list[Issue]:
    """Findings that do not stop the file: macros not run, links not followed."""
    found = []
    if _has_macros(parts):
        text = _("文件「{file}」含有宏；只读取了单元格的值，宏没有运行。")
        found.append(Issue("W_MACRO", text.format(file=path.name), "note"))
    if any(name.startswith("xl/externallinks/") for name in map(plain_name, parts)):
        text = _("文件「{file}」含有指向其他文件的链接；只读取了保存在文件里的值，没有打开链接。请确认这些值是最新的。")
        found.append(Issue("W_EXTERNAL_LINK", text.format(file=path.name), "warning"))
    return found


def _has_macros(parts: Sequence[str]) -> bool:
    return any(name.endswith("vbaproject.bin") or name.startswith("xl/macrosheets/") for name in map(plain_name, parts))
