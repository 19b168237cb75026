"""远在表格下方、只含空格的格子：多半是按错了键，不能因此说表有一百万行。"""

import re
from collections.abc import Iterable

_TEXT = re.compile(rb"<t\b[^<>]*>([^<]*)</t>|<t\b[^<>]*/>")
_SHARED = re.compile(rb"""<c\b[^<>]*?\st=["']s["'][^<>]*><v>(\d{1,9})</v></c>""")
_BLANKS = b" \t\r\n\xc2\xa0\xe3\x80\x80"


def blank_row(row: bytes) -> set[int] | None:
    """Numbers of the shared texts a row holds where it holds nothing else but blanks; None where it holds more."""
    shared = {int(number) for number in _SHARED.findall(row)}
    rest = _SHARED.sub(b"", row)
    if b"<f" in rest or b"<v>" in rest or any(text.strip(_BLANKS) for text in _TEXT.findall(rest)):
        return None
    return shared


def are_blank(chunks: Iterable[bytes], wanted: set[int]) -> bool:
    """Whether these shared texts, by number from 0, are blank. Stops at the last of them."""
    number, rest = 0, b""
    for chunk in chunks:
        *texts, rest = (rest + chunk).split(b"</si>")
        for text in texts:
            if number in wanted and any(part.strip(_BLANKS) for part in _TEXT.findall(text)):
                return False
            number += 1
        if number > max(wanted, default=-1):
            return True
    return False
