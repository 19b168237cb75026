""".ods 的内容部件：读取程序会把错误值读成空，所以自己把它们找出来。"""

from collections.abc import Iterable

from etl.read import limits
from etl.read.cell_kind import ERROR
from etl.read.xml_walk import walk

CONTENT = "content.xml"
_ERROR = b'value-type="error"'
SheetMarks = dict[int, dict[int, tuple[int, str]]]


def may_have_errors(chunks: Iterable[bytes]) -> bool:
    """Whether an error cell occurs at all; reads the part to its end, so that every chunk has been checked."""
    is_found = False
    before = b""
    for chunk in chunks:
        is_found = is_found or _ERROR in before + chunk
        before = chunk[-len(_ERROR) :]
    return is_found


def document_marks(chunks: Iterable[bytes]) -> dict[str, SheetMarks]:
    """Error cells of each table, by 0-based column and row.

    Raises ValueError where the part is damaged, at nonsense repeats and at more than 200,000 errors.
    """
    place = _Place()
    walk(chunks, place.start, place.end, place.text)
    return place.marks


class _Place:
    """Where the parser stands: the table, the row and column with repeats counted, the error being read."""

    def __init__(self) -> None:
        self.marks: dict[str, SheetMarks] = {}
        self._table: SheetMarks = {}
        self._row = self._column = self._rows = self._columns = 0
        self._error: str | None = None
        self._left = limits.MARKS

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self._table = self.marks.setdefault(attributes.get("table:name", ""), {})
            self._row = 0
        elif name == "table:table-row":
            self._rows = int(attributes.get("table:number-rows-repeated", "1"))
            self._column = 0
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._columns = int(attributes.get("table:number-columns-repeated", "1"))
            self._error = "" if attributes.get("calcext:value-type") == "error" else None

    def text(self, text: str) -> None:
        if self._error is not None:
            self._error += text

    def end(self, name: str) -> None:
        if name == "table:table-row":
            self._row += self._rows
        elif name in ("table:table-cell", "table:covered-table-cell"):
            if self._error is not None:
                self._mark(self._error.strip() or "#")
            self._error = None
            self._column += self._columns

    def _mark(self, error: str) -> None:
        self._left -= self._rows * self._columns
        if self._left < 0:
            raise ValueError(error)
        for row in range(self._row, self._row + self._rows):
            for column in range(self._column, self._column + self._columns):
                self._table.setdefault(column, {})[row] = ERROR, error
