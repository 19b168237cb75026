"""一张工作表的部件切成行：一次一块，块与块之间断开的行接起来。"""

import re
from collections.abc import Iterable, Iterator

from etl.read import limits

_ROOT = re.compile(rb"<(?:(\w+):)?worksheet[\s/>]")
_EDGE = 4096  # 根元素一定在开头这么多字节里，结束标记一定在末尾这么多字节里


class BrokenSheet(Exception):
    """The sheet part cannot be split into rows; `reason` is damaged or text (one row of 16 MB)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def split_rows(chunks: Iterable[bytes]) -> Iterator[tuple[list[bytes], bytes]]:
    """(complete rows, bytes after the last row) of each chunk; a row is what follows its "<row", namespace prefix off.

    A part that is no worksheet (a chart sheet) has no rows, but is still read to its end. Raises BrokenSheet.
    """
    stream = iter(chunks)
    first = next(stream, b"")
    root = _ROOT.search(first, 0, _EDGE)
    if not root:
        for _chunk in stream:  # 每一块都在上游查过，所以要走完
            pass
        return
    prefix = root[1] + b":" if root[1] else b""
    ending = b""
    for rows, rest, chunk in _pieces(first, stream, prefix):
        ending = (ending + chunk)[-_EDGE:]
        yield rows, rest
    if b"</" + prefix + b"worksheet>" not in ending and not root[0].endswith(b"/"):
        raise BrokenSheet("damaged")


def _pieces(first: bytes, stream: Iterator[bytes], prefix: bytes) -> Iterator[tuple[list[bytes], bytes, bytes]]:
    buffer, is_before_rows, is_after_rows = b"", True, False
    chunk: bytes | None = first
    while chunk is not None:
        if is_after_rows:
            yield [], chunk, chunk
        else:
            buffer = _without_prefix(buffer + chunk, prefix)
            body, end, rest = buffer.partition(b"</sheetData>")
            rows = body.split(b"<row")
            is_after_rows = bool(end)
            if is_before_rows and (len(rows) > 1 or is_after_rows):
                rows.pop(0)
                is_before_rows = False
            buffer = b"" if is_after_rows else rows.pop()
            yield rows, rest, chunk
            if len(buffer) > limits.ROW_BYTES:
                raise BrokenSheet("text")
        chunk = next(stream, None)


def _without_prefix(data: bytes, prefix: bytes) -> bytes:
    return data.replace(b"<" + prefix, b"<").replace(b"</" + prefix, b"</") if prefix else data
