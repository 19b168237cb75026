"""数字单元格写成文字：与 Excel 显示的一样是 15 位有效数字，不用科学记数，也不假装有更多的位数。"""

from decimal import Decimal

SMALLEST_PLAIN = 1e-12
LARGEST_PLAIN = 1e15


def number_text(number: float) -> str:
    """Text of a spreadsheet number; "NaN", "INF" or "-INF" where it is none.

    From 1e-12 up to 1e15: 15 significant digits in plain decimals (795.9621000000001 → "795.9621", 3.0 → "3",
    0.00001 → "0.00001"). Outside: the shortest text that reads back as the same number, with an exponent from 1e16
    (9.199999900000005e+17), so that a long code stored as a number loses nothing more and is never taken for a code.
    """
    if number != number:
        return "NaN"
    size = abs(number)
    if size == float("inf"):
        return "INF" if number > 0 else "-INF"
    if size == 0:
        return "0"
    if size >= LARGEST_PLAIN:
        return repr(float(number)).removesuffix(".0")
    if size < SMALLEST_PLAIN:
        return f"{number:.15g}"
    text = f"{number:.15g}"
    return format(Decimal(text), "f").rstrip("0").rstrip(".") if "e" in text else text
