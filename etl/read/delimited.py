"""逗号、分号或制表符分隔的文本：认编码，认分隔符，读成行。"""

import csv
import io
from collections.abc import Iterator

_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c")) + b"\x7f"
_ENCODINGS = ("utf-8-sig", "gb18030")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SAMPLE_LINES = 50


class BrokenQuotes(Exception):
    """Quotes that do not match, in the row that starts at the 1-based `line`."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def decode(data: bytes) -> str | None:
    """Text of a delimited file in UTF-8, GB18030 or UTF-16 with its mark; None where the bytes are no text."""
    if data.startswith(_UTF16):
        return _decoded(data, "utf-16")
    if len(data.translate(None, _CONTROL)) != len(data):
        return None
    for encoding in _ENCODINGS:
        text = _decoded(data, encoding)
        if text is not None:
            return text
    return None


def is_text(data: bytes) -> bool:
    """Whether `decode` would succeed."""
    return decode(data) is not None


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def delimiter_of(text: str) -> str:
    """The delimiter most lines of the beginning agree on; a comma where there is none."""
    lines = [line for line in text[:65536].splitlines() if line.strip()][:_SAMPLE_LINES]
    return max(",\t;", key=lambda delimiter: sum(delimiter in line for line in lines))


def rows_of(text: str) -> Iterator[list[str]]:
    """Rows of cells as text; a quoted cell may hold delimiters and line ends.

    Raises BrokenQuotes where quotes do not match: reading on would swallow the rest of the file into one cell.
    """
    csv.field_size_limit(max(len(text) + 1, csv.field_size_limit()))  # 全进程共用的上限，只放宽不收紧
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    start = 1
    try:
        for row in reader:
            yield row
            start = reader.line_num + 1
    except csv.Error:
        raise BrokenQuotes(start) from None
