"""文件实际上是什么：只看内容，不看扩展名。"""

from pathlib import Path

from etl.issue import Issue
from etl.read import limits
from etl.read.archive import declared_members, has_huge_directory, open_archive, plain_name
from etl.read.biff import has_password
from etl.read.delimited import is_text
from etl.read.findings import damaged, encrypted, too_many_members
from etl.read.ole import MAGIC as OLE
from etl.read.ole import has_stream
from etl.words import _

_ZIP = b"PK\x03\x04"
_HTML = (b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<body", b"<script", b"mime-version:")
_OTHER = {
    b"%PDF": _("PDF 文档"),
    b"Rar!": _("RAR 压缩包"),
    b"7z\xbc\xaf": _("7z 压缩包"),
    b"\x1f\x8b": _("gz 压缩包"),
    b"\x89PNG": _("图片"),
    b"\xff\xd8\xff": _("图片"),
    b"GIF8": _("图片"),
    b"{\\rtf": _("RTF 文档"),
    b"SQLite format 3": _("数据库文件"),
    b"PAR1": _("Parquet 数据文件"),
}


def container_of(path: Path, data: bytes) -> str | Issue:
    """What `data`, the content of `path`, is: "xlsx", "xlsm", "ods", "xls" or "csv", or why it is none of them.

    WPS .et files are one of these inside: a zip like .xlsx or an OLE file like .xls.
    """
    if not data:
        return _issue("E_EMPTY_FILE", path, _("文件「{file}」是空的（0 字节）。请重新导出或重新上传。"))
    if data.startswith(_ZIP):
        return _zip_container(path, data)
    if data.startswith(OLE):
        return _ole_container(path, data)
    return _flat_container(path, data)


def too_large(path: Path, size: int) -> Issue | None:
    """The finding for a file of `size` bytes, or None where that is within the limit."""
    if size <= limits.FILE_BYTES:
        return None
    text = _("文件「{file}」有 {size} MB，超过上限 {limit} MB。请删去与填报无关的工作表、图片，或分成几个文件再提交。")
    limit = limits.FILE_BYTES // limits.MB
    return Issue("E_TOO_LARGE", text.format(file=path.name, size=round(size / limits.MB, 1), limit=limit))


def _zip_container(path: Path, data: bytes) -> str | Issue:
    if has_huge_directory(data):
        return too_many_members(path, declared_members(data))
    archive = open_archive(data)
    if archive is None:
        return damaged(path)
    names = set(map(plain_name, archive.namelist()))
    if "xl/workbook.xml" in names:
        return "xlsm" if "xl/vbaproject.bin" in names else "xlsx"
    if "xl/workbook.bin" in names:
        text = _("文件「{file}」是二进制工作簿（.xlsb），不支持。请在 Excel 或 WPS 中打开，另存为 .xlsx 再提交。")
        return _issue("E_NOT_XLSX", path, text)
    if "content.xml" in names and "mimetype" in names:
        return "ods"
    if any(name.startswith("xl/") for name in names):
        return damaged(path)
    text = _(
        "文件「{file}」是压缩包或其他文档，不是电子表格。请提交其中的表格；文档里的表格请复制到新工作簿，另存为 .xlsx。"
    )
    return _issue("E_NOT_XLSX", path, text)


def _ole_container(path: Path, data: bytes) -> str | Issue:
    if has_stream(data, "EncryptedPackage"):
        return encrypted(path)
    if has_stream(data, "Workbook") or has_stream(data, "Book"):
        return encrypted(path) if has_password(data) else "xls"
    if has_stream(data, "WordDocument") or has_stream(data, "PowerPoint Document"):
        text = _("文件「{file}」是文字或演示文档，不是电子表格。请把其中的表格复制到新工作簿，另存为 .xlsx 再提交。")
        return _issue("E_NOT_XLSX", path, text)
    return damaged(path)


def _flat_container(path: Path, data: bytes) -> str | Issue:
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(_HTML) or (start.startswith(b"<") and b"<table" in data[:65536].lower()):
        text = _(
            "文件「{file}」其实是网页（有的系统把网页表格导出成 .xls）。"
            "请在 Excel 或 WPS 中打开它，选「另存为」，类型选「Excel 工作簿（.xlsx）」，再提交另存的文件。"
        )
        return _issue("E_NOT_XLSX", path, text)
    if start.startswith(b"<"):
        text = _("文件「{file}」是 XML 文本，不是工作簿。请在 Excel 或 WPS 中打开，另存为 .xlsx 再提交。")
        return _issue("E_NOT_XLSX", path, text)
    for magic, kind in _OTHER.items():
        if data.startswith(magic):
            text = _("文件「{file}」是{kind}，不是电子表格。请提交 .xlsx、.xls、.et、.ods 或 .csv 表格。")
            return Issue("E_NOT_XLSX", text.format(file=path.name, kind=kind))
    if is_text(data):
        return "csv"
    text = _("文件「{file}」不是能识别的电子表格，可能已经损坏。请在 Excel 或 WPS 中打开确认，另存为 .xlsx 再提交。")
    return _issue("E_NOT_XLSX", path, text)


def _issue(rule: str, path: Path, text: str) -> Issue:
    return Issue(rule, text.format(file=path.name))
