"""单元格的种类，`Sheet.kind` 里的数。"""

EMPTY, TEXT, NUMBER, DATE, BOOLEAN, ERROR, UNCACHED = range(7)
