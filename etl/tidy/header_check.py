"""表头本身的问题：缺哪列、哪两列像同一列、哪列不认识。"""

from typing import Any

from etl.issue import Issue
from etl.read.address import column_letters
from etl.rule import issue
from etl.source import Source
from etl.tidy.header import Header, nearest_headers
from etl.words import _


def header_issues(sheet: str, header: Header, source: Source) -> list[Issue]:
    """Every finding about the header of a sheet, each at its cell."""
    row = header.last_row + 1
    found: list[Issue] = []
    for first, second in header.clashes:
        cells = f"{column_letters(first)}{row}", f"{column_letters(second)}{row}"
        names = [header.named[column][1].replace("\n", "") for column in (first, second)]
        words: dict[str, Any] = {"first": cells[0], "second": cells[1], "header": names[0]}
        found.append(issue("ambiguous_header", sheet=sheet, cell=cells[1], row=row, column=names[1], **words))
    for column in source.columns:
        if column.required and column.name not in header.mapped:
            name = column.headers[0]
            near = nearest_headers(name, header)
            hint = _("表里相近的有：{0}。").format("、".join(near)) if near else ""
            place: dict[str, Any] = {"sheet": sheet, "row": header.first_row + 1, "column": name}
            found.append(issue("missing_column", **place, header=name, hint=hint))
    for at in header.unknown:
        text = header.named[at][1].replace("\n", "")
        cell = f"{column_letters(at)}{row}"
        found.append(issue("unknown_column", sheet=sheet, cell=cell, row=row, column=text, header=text))
    return found
