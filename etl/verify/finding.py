"""对收得下的行说一句话：在哪张表哪一格，牵涉多少钱；同一条规则最多列一千处，其余只报个数。"""

from collections.abc import Callable, Mapping
from decimal import Decimal

import numpy as np
import pyarrow as pa

from etl.issue import Issue
from etl.rule import issue, limit, rules
from etl.tidy.outcome import TidySheet


def row_findings(
    rule: str,
    table: pa.Table,
    sheets: Mapping[str, TidySheet],
    column: str,
    positions: np.ndarray,
    words: Callable[[int], Mapping[str, object]],
    stakes: np.ndarray | None = None,
) -> list[Issue]:
    """A finding at the cell of our `column` for each position of `table`; `words` gives the values of its sentence.

    `stakes` in 万元 go with all rows of the table, the row's own revenue where left out. Beyond a thousand only the
    largest stakes are listed, and how many there are is said.
    """
    shown = limit("more_of_a_rule", "shown")
    money = np.abs(revenue_of(table) if stakes is None else stakes)
    total = len(positions)
    if total > shown:
        heaviest = np.argsort(np.nan_to_num(-money[positions]), kind="stable")[:shown]
        positions = np.sort(positions[heaviest])
    found = [_finding(rule, table, sheets, column, int(at), words(int(at)), float(money[at])) for at in positions]
    if total > shown:
        found.append(issue("more_of_a_rule", title=rules()[rule].title, total=total, shown=shown))
    return found


def revenue_of(table: pa.Table) -> np.ndarray:
    """The revenue column as floats, NaN where unknown."""
    return floats(table, "revenue_10k_cny")


def floats(table: pa.Table, column: str) -> np.ndarray:
    """A column as floats: to compare, they will do; NaN where unknown or not there."""
    if column not in table.column_names:
        return np.full(len(table), np.nan)
    return table.column(column).cast(pa.float64()).to_numpy()


def plain(number: float) -> str:
    """A figure as it is written in a sentence: at most two decimals, thousands parted."""
    text = f"{number:,.2f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _finding(
    rule: str,
    table: pa.Table,
    sheets: Mapping[str, TidySheet],
    column: str,
    at: int,
    words: Mapping[str, object],
    stake: float,
) -> Issue:
    row = int(table.column("row")[at].as_py())
    sheet = sheets[table.column("sheet")[at].as_py()]
    name = table.column("enterprise")[at].as_py() if "enterprise" in table.column_names else None
    value = table.column(column)[at].as_py() if column in table.column_names else None
    place = column if column in sheet.letters else next(iter(sheet.letters))
    written = "" if value is None else plain(float(value)) if isinstance(value, int | float | Decimal) else str(value)
    found = issue(
        rule,
        sheet=sheet.name,
        cell=f"{sheet.letters[place]}{row}",
        row=row,
        column=sheet.headers[place],
        value=written,
        stake=None if np.isnan(stake) else Decimal(str(round(stake, 6))),
        **words,
    )
    return found if not name else found.of_firm(name)
