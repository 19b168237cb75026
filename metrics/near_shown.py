"""临界企业里页面要列的：一条线、一种处境最近的几家，连同一共几家，不必把每家都取来。"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from metrics.answer import sums
from metrics.firm_rows import firm_rows
from metrics.ladder_rule import lines
from metrics.near_threshold import COLUMNS, bounds, described, no_rows, targets_helped
from metrics.request import parse
from metrics.store import Store

LISTED = 200  # 一条线、一种处境，最多列几家


@dataclass(frozen=True)
class Shown:
    """The rows of the table that a page lists, and how many firms the table has by line and state."""

    rows: pd.DataFrame
    firms: Mapping[tuple[str, str], int]


def shown(
    store: Store, period: str, sets: pd.DataFrame, where: Mapping[str, Sequence[str]] | None = None, most: int = LISTED
) -> Shown:
    """Of the table at `period`, the `most` firms nearest each line in each state, without fetching the others.

    `sets` are the closing sets of the period; firms farther off, listed in the table only for them, are left out.
    Raises request.RequestError as show does.
    """
    request = parse(store, "near_threshold", period, (), where)
    found: list[pd.DataFrame] = []
    firms: dict[tuple[str, str], int] = {}
    for line in lines(store):
        params = [line.floor_10k_cny, int(line.is_entry), *bounds(line), most]
        frame = described(sums(store, request, "near_shown", params=params), request, line, targets_helped(sets, line))
        firms |= {(line.line, state): int(count) for state, count in zip(frame["state"], frame["firms"], strict=True)}
        found.append(frame)
    frame = pd.concat(found, ignore_index=True) if found else no_rows(store, request)
    return Shown(firm_rows(frame, request, COLUMNS), firms)
