"""文件实际上是什么：只看内容，不看扩展名。"""

import zipfile
from pathlib import Path

from etl.issue import Issue
from etl.read import limits
from etl.read.delimited import is_text
from etl.words import _

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = (b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<body", b"<script", b"mime-version:")
_OTHER = {
    b"%PDF": "PDF 文档",
    b"Rar!": "RAR 压缩包",
    b"7z\xbc\xaf": "7z 压缩包",
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"GIF8": "图片",
    b"{\\rtf": "RTF 文档",
    b"\x1f\x8b": "gz 压缩包",
    b"SQLite format 3": "数据库文件",
    b"PAR1": "Parquet 数据文件",
}


def container_of(path: Path) -> str | Issue:
    """ "xlsx", "xlsm", "ods", "xls" or "csv" by the file's content, or the reason it is none of them.

    WPS .et files are one of these inside: a zip like .xlsx or an OLE file like .xls.
    """
    size = path.stat().st_size
    if size == 0:
        return _issue("E_EMPTY_FILE", path, _("文件「{file}」是空的（0 字节）。请重新导出或重新上传。"))
    if size > limits.FILE_BYTES:
        text = _(
            "文件「{file}」有 {size} MB，超过上限 {limit} MB。请删去与填报无关的工作表、图片，或分成几个文件再提交。"
        )
        message = text.format(file=path.name, size=round(size / limits.MB, 1), limit=limits.FILE_BYTES // limits.MB)
        return Issue("E_TOO_LARGE", message)
    data = path.read_bytes()
    if data.startswith(_ZIP):
        return _zip_container(path)
    if data.startswith(_OLE):
        return _ole_container(path, data)
    return _flat_container(path, data)


def _zip_container(path: Path) -> str | Issue:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return damaged(path)
    if "xl/workbook.xml" in names:
        return "xlsm" if "xl/vbaProject.bin" in names else "xlsx"
    if "xl/workbook.bin" in names:
        text = _("文件「{file}」是二进制工作簿（.xlsb），不支持。请在 Excel 或 WPS 中打开，另存为 .xlsx 再提交。")
        return _issue("E_NOT_XLSX", path, text)
    if "content.xml" in names and "mimetype" in names:
        return "ods"
    if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
        return damaged(path)
    return _issue(
        "E_NOT_XLSX",
        path,
        _("文件「{file}」是压缩包或其他文档，不是电子表格。请解压后提交其中的表格，或把表格另存为 .xlsx 再提交。"),
    )


def _ole_container(path: Path, data: bytes) -> str | Issue:
    if _has_stream(data, "EncryptedPackage"):
        return encrypted(path)
    if _has_stream(data, "Workbook") or _has_stream(data, "Book"):
        return "xls"
    if _has_stream(data, "WordDocument") or _has_stream(data, "PowerPoint Document"):
        text = _("文件「{file}」是文字或演示文档，不是电子表格。请把表格另存为 .xlsx 再提交。")
        return _issue("E_NOT_XLSX", path, text)
    return damaged(path)


def _has_stream(data: bytes, name: str) -> bool:
    """Whether the OLE directory names this stream; directory entries stand at multiples of 128 bytes."""
    wanted = name.encode("utf-16-le") + b"\0\0"
    at = data.find(wanted)
    while at >= 0:
        if at % 128 == 0:
            return True
        at = data.find(wanted, at + 1)
    return False


def _flat_container(path: Path, data: bytes) -> str | Issue:
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(_HTML) or (start.startswith(b"<") and b"<table" in data[:65536].lower()):
        return _issue(
            "E_NOT_XLSX",
            path,
            _(
                "文件「{file}」其实是网页（有的系统把网页表格导出成 .xls）。"
                "请在 Excel 或 WPS 中打开它，选「另存为」，类型选「Excel 工作簿（.xlsx）」，再提交另存的文件。"
            ),
        )
    if start.startswith(b"<"):
        text = _("文件「{file}」是 XML 文本，不是工作簿。请在 Excel 或 WPS 中打开，另存为 .xlsx 再提交。")
        return _issue("E_NOT_XLSX", path, text)
    for magic, kind in _OTHER.items():
        if data.startswith(magic):
            text = _("文件「{file}」是{kind}，不是电子表格。请提交 .xlsx、.xls、.et、.ods 或 .csv 表格。")
            return Issue("E_NOT_XLSX", text.format(file=path.name, kind=_(kind)))
    if is_text(data):
        return "csv"
    text = _("文件「{file}」不是能识别的电子表格，可能已经损坏。请在 Excel 或 WPS 中打开确认，另存为 .xlsx 再提交。")
    return _issue("E_NOT_XLSX", path, text)


def encrypted(path: Path) -> Issue:
    """The finding for a workbook under a password."""
    text = _("文件「{file}」已加密，需要密码才能打开。请在 Excel 或 WPS 中打开，去掉打开密码后另存，再提交。")
    return _issue("E_ENCRYPTED", path, text)


def damaged(path: Path) -> Issue:
    """The finding for a workbook that is cut off or inconsistent."""
    text = _("文件「{file}」已损坏或不完整（可能没有传完）。请在 Excel 或 WPS 中打开确认，另存为 .xlsx 再提交。")
    return _issue("E_DAMAGED", path, text)


def _issue(rule: str, path: Path, text: str) -> Issue:
    return Issue(rule, text.format(file=path.name))
