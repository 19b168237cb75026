"""一列数：金额换成万元，其余照原样，都是精确的小数；人数只收整数。"""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pyarrow as pa

from etl.read.cell_kind import EMPTY, ERROR, NUMBER, TEXT
from etl.rule import said
from etl.tidy.column import Cells, each
from etl.tidy.number import parse_number, parse_percent
from etl.tidy.unit import MONEY_UNITS, unit_of_figure

MONEY = pa.decimal128(20, 6)
PLAIN_NUMBER = pa.decimal128(28, 6)
_LARGEST = 9 * 10**15  # 再大就超出双精度能精确表示的整数；相当于九十万亿元
_ONE = 10**6


def figures(kind: str, texts: pa.Array, numbers: pa.Array, kinds: np.ndarray, options: Mapping[str, object]) -> Cells:
    """A column of type money, number, count or percent; `texts` may be null where `numbers` has the value."""
    if kind == "percent":
        return _percents(texts, numbers, kinds)
    if kind == "money":
        return _decimals(texts, numbers, kinds, int(MONEY_UNITS[str(options["unit"])] * _ONE), MONEY)
    cells = _decimals(texts, numbers, kinds, _ONE, PLAIN_NUMBER)
    return _counted(cells) if kind == "count" else cells


def _percents(texts: pa.Array, numbers: pa.Array, kinds: np.ndarray) -> Cells:
    """Percentages as floats: 12.5 for 「12.5%」 and for the number 12.5."""

    def parse(text: str) -> float | None:
        value = parse_percent(text)
        return None if value is None else float(value)

    if not (kinds == NUMBER).any():
        return each(texts, pa.float64(), parse, "percent")
    written = each(texts.filter(pa.array(kinds != NUMBER)), pa.float64(), parse, "percent")
    others = np.flatnonzero(kinds != NUMBER)
    values = np.round(numbers.to_numpy(zero_copy_only=False), 12)  # 0.1+0.2 与表上看到的 0.3 是同一个数
    values[others] = written.values.to_numpy(zero_copy_only=False)
    wrong = {int(others[position]): reason for position, reason in written.wrong.items()}
    return Cells(pa.array(values, from_pandas=True), wrong)


def _decimals(texts: pa.Array, numbers: pa.Array, kinds: np.ndarray, scale: int, kind: pa.DataType) -> Cells:
    """Values × scale as whole millionths. A number cell carries 15 digits, so its product is exact once rounded."""
    micro = np.zeros(len(texts), dtype=np.int64)
    known = kinds == NUMBER
    wrong: dict[int, tuple[str, str]] = {}
    if known.any():
        with np.errstate(over="ignore"):  # 大到无穷的，下面一样拦住
            floats = numbers.filter(pa.array(known)).to_numpy(zero_copy_only=False) * scale
        too_large = ~(np.abs(floats) < _LARGEST)
        micro[known] = np.rint(np.where(too_large, 0, floats)).astype(np.int64)
        beyond = np.flatnonzero(known)[too_large]
        wrong = {int(position): ("number_too_large", said("number_too_large")) for position in beyond}
        known[beyond] = False
    for position in np.flatnonzero((kinds != NUMBER) & (kinds != EMPTY) & (kinds < ERROR)):
        text = texts[int(position)].as_py()
        try:
            value = parse_number(text) if kinds[position] == TEXT else _not_a_number(text)
            whole = None if value is None else int((value * scale).to_integral_value(ROUND_HALF_UP))
            if whole is not None and abs(whole) >= _LARGEST:
                raise ValueError(text)
        except (ValueError, ArithmeticError):
            rule = "unit_in_cell" if unit_of_figure(text) else "number"
            wrong[int(position)] = (rule, said(rule, value=text))
            continue
        if whole is not None:
            micro[position], known[position] = whole, True
    return Cells(_exact(micro, known, kind), wrong)


def _exact(micro: np.ndarray, known: np.ndarray, kind: pa.DataType) -> pa.Array:
    wide = np.stack([micro, micro >> 63], axis=1)
    validity = pa.array(known).buffers()[1]
    return pa.Array.from_buffers(kind, len(micro), [validity, pa.py_buffer(wide.tobytes())])


def _counted(cells: Cells) -> Cells:
    """Half a person and minus three are no counts."""
    floats = cells.values.cast(pa.float64()).to_numpy(zero_copy_only=False)
    is_odd = (floats < 0) | (floats != np.floor(floats))
    for position in np.flatnonzero(is_odd & ~np.isnan(floats)):
        cells.wrong[int(position)] = ("count", said("count", value=f"{floats[position]:g}"))
    return cells


def _not_a_number(text: str) -> Decimal | None:
    raise ValueError(text)
