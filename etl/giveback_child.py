"""写退回件的子进程：先给自己设上限，再打开经办的工作簿，标注，另存。

`python -m etl.giveback_child FOLDER`: FOLDER holds request.json; the annotated workbook is written there as out.xlsx.
"""

import json
import sys
import warnings
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl

from etl.giveback_cached import restore_values
from etl.giveback_list import inert_cell, write_list
from etl.giveback_marks import mark_cells
from etl.issue import Issue
from etl.read import limits
from etl.read.child import limit_myself
from etl.read.workbook import read_workbook
from etl.words import _

# openpyxl 不认的部件，另存时会丢；清单上要说。
_LOST = {
    "xl/slicers/": _("切片器"),
    "xl/ctrlprops/": _("表单控件"),
    "xl/activex/": _("控件"),
    "xl/embeddings/": _("嵌入的对象"),
    "xl/threadedcomments/": _("会话式批注"),
    "xl/timelines/": _("日程表"),
}
_SHAPES = (b"<xdr:sp>", b"<xdr:sp ", b"<xdr:cxnSp", b"<xdr:grpSp")
_NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))


def main(folder: Path) -> None:
    """Write the annotated workbook the request asks for; dies where the limits don't allow it."""
    request = json.loads((folder / "request.json").read_text(encoding="utf-8"))
    limits.apply(request["limits"])
    limit_myself(limits.CHILD_CPU_SECONDS)
    path, manner, out = Path(request["path"]), request["manner"], folder / "out.xlsx"
    issues = [Issue(**issue) for issue in request["issues"]]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl 逐个提醒它不认的部件；丢了什么，清单上说
        book = _opened(path, manner, issues)
        marked = mark_cells(book, issues)
        told = _told(path, manner, request["left_off"])
        write_list(book, request["name"], issues, marked, told, request["words"])
        book.save(out)
    if manner == "original":
        restore_values(path, out, [sheet.title for sheet in book.worksheets])


def _opened(path: Path, manner: str, issues: Sequence[Issue]) -> openpyxl.Workbook:
    if manner == "original":
        with zipfile.ZipFile(path) as archive:
            has_macros = "xl/vbaproject.bin" in (part.lower() for part in archive.namelist())
        with path.open("rb") as content:  # 给路径的话，openpyxl 还要看扩展名
            return openpyxl.load_workbook(content, keep_vba=has_macros, rich_text=True)
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    if manner == "values":
        _copy_values(book, path, issues)
    return book


def _copy_values(book: openpyxl.Workbook, path: Path, issues: Sequence[Issue]) -> None:
    read = read_workbook(path)
    named = [issue.sheet for issue in issues if issue.sheet]
    for sheet in read.sheets:
        # 文本文件的表名是文件名，问题里写的可能是原来的文件名
        name = named[0] if read.container == "csv" and named else sheet.name
        copy = book.create_sheet(name.translate(_NOT_IN_A_NAME)[:31])
        if not sheet.is_visible:
            copy.sheet_state = "hidden"
        for at in range(sheet.kind.num_columns):
            texts, numbers = sheet.texts(at).to_pylist(), sheet.number.column(at).to_pylist()
            written = sheet.written.column(at).is_null().to_pylist()
            for row, text in enumerate(texts):
                if text:
                    is_number = written[row] and numbers[row] is not None
                    copy.cell(row + 1, at + 1, numbers[row]) if is_number else inert_cell(copy, row + 1, at + 1, text)
        for top, left, bottom, right in sheet.merged:
            copy.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)


def _told(path: Path, manner: str, left_off: int) -> list[str]:
    """What the first sheet says about how this copy was made."""
    said = [_("这份清单只列前面的问题，另有 {0} 条没有列出。").format(left_off)] if left_off else []
    if manner == "list":
        said.append(_("原件没有打开（结构不正常、加了密，或太大），只给出清单；请按下面的办法在原件上改。"))
    elif manner == "values":
        said.append(_("原件的格式不能直接标注：这里是读到的值，地址与原件相同，格式和公式没有带过来；请在原件上改。"))
    elif lost := _lost_parts(path):
        said.append(_("这份副本里没有保留：{0}（数据都在）；要用它们，请照清单在原件上改。").format("、".join(lost)))
    return said


def _lost_parts(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        names = [name.lower() for name in archive.namelist()]
        lost = [words for start, words in _LOST.items() if any(name.startswith(start) for name in names)]
        drawings = [name for name in archive.namelist() if name.lower().startswith("xl/drawings/drawing")]
        if any(shape in archive.read(name) for name in drawings for shape in _SHAPES):
            lost.append(_("图形和文本框"))
        sheets = [name for name in archive.namelist() if name.lower().startswith("xl/worksheets/sheet")]
        if any(b"x14:dataValidation" in archive.read(name) for name in sheets):
            lost.append(_("引用别的工作表的下拉名单"))
    return lost


if __name__ == "__main__":
    main(Path(sys.argv[1]))
