"""图的孪生表：中文表头带单位，格子里是数，不知道的空着。"""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from charts import words
from charts.axis import titled
from charts.measure import measure
from charts.period import period_label

_WITHHELD = "suppressed_columns"  # metrics.disclosure.guard 写的


class Column(NamedTuple):
    """One column of the twin: where it comes from, its Chinese title, and what it holds.

    `kind` is a measure ("amount", "percent", "points", "count", …), "period" or "text".
    """

    name: str
    title: str
    kind: str = "text"


def twin(table: pd.DataFrame, columns: Sequence[Column]) -> pd.DataFrame:
    """The chosen columns under Chinese headers with their units, numbers in the shown unit and unrounded (6 decimals).

    Periods become words by the row's `basis` (ytd where there is none). Numbers stay numbers, null where unknown; one
    that disclosure control withholds holds the words for it, which no number looks like.
    """
    withheld = _withheld(table)
    bases = table["basis"] if "basis" in table else pd.Series(["ytd"] * len(table), index=table.index)
    result = {}
    for name, title, kind in columns:
        if kind == "text":
            result[title] = table[name].astype(object).where(table[name].notna(), None)
        elif kind == "period":
            result[title] = [period_label(period, basis) for period, basis in zip(table[name], bases, strict=True)]
        else:
            how = measure(kind)
            numbers = [words.rounded(how.plain(value), 6) for value in table[name]]
            plain = [None if number is None else float(number) for number in numbers]
            if any(name in names for names in withheld):
                cells = [words.SUPPRESSED if name in names else one for names, one in zip(withheld, plain, strict=True)]
                result[titled(title, how.unit)] = pd.Series(cells, index=table.index, dtype=object)
            else:
                result[titled(title, how.unit)] = pd.Series(plain, index=table.index, dtype="Float64")
    return pd.DataFrame(result, index=table.index).reset_index(drop=True)


def _withheld(table: pd.DataFrame) -> list[list[str]]:
    """The names of the columns withheld in each row, as the metrics' door writes them; none without control."""
    if _WITHHELD not in table:
        return [[] for _row in table.index]
    return [str(names).split() for names in table[_WITHHELD]]


def shown(table: pd.DataFrame, columns: Sequence[Column]) -> pd.DataFrame:
    """The same table as texts, rounded as on the chart, for reading rather than computing; unknown is `—`."""
    result = {}
    for name, title, kind in columns:
        if kind in ("text", "period"):
            result[title] = twin(table, [Column(name, title, kind)])[title].fillna(words.MISSING).astype(str)
        else:
            how = measure(kind)
            result[titled(title, how.unit)] = [how.text(value).removesuffix("%") for value in table[name]]
    return pd.DataFrame({title: list(cells) for title, cells in result.items()})
