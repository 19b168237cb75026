"""单元格地址：列号与列字母互换。"""

from functools import lru_cache


@lru_cache(maxsize=1024)
def column_letters(index: int) -> str:
    """Spreadsheet letters of a 0-based column: 0 → "A", 25 → "Z", 26 → "AA"."""
    letters = ""
    number = index + 1
    while number:
        number, remainder = divmod(number - 1, 26)
        letters = chr(65 + remainder) + letters
    return letters


@lru_cache(maxsize=1024)
def column_index(letters: bytes) -> int:
    """0-based column of spreadsheet letters as they stand in a file: b"A" → 0, b"XFD" → 16383."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def cell_address(row: int, column: int) -> str:
    """A1 address of a 0-based row and column: (0, 0) → "A1"."""
    return f"{column_letters(column)}{row + 1}"
