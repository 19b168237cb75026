"""地区与活动两头的结构指数：一个地区像不像全体，一类活动聚不聚在一处。"""

from collections.abc import Callable

import numpy as np
import pandas as pd

from etl.words import _
from metrics.answer import column
from metrics.arithmetic import gini, location

OF_AREA = ("area_krugman", "area_hachman", "area_gini")
OF_ACTIVITY = ("activity_ellison_glaeser", "activity_gini")
INDICES = (*OF_AREA, *OF_ACTIVITY, "litzenberger_sternberg")

NO_LAND = _("利岑伯格—施特恩贝格指数缺面积与人口")
AREA_UNKNOWN = _("地区指数：有负营收或合计≤0")
ACTIVITY_UNKNOWN = _("活动指数：有负营收或合计≤0")
FEW_AREAS = _("只有一个地区，没有结构可比")
ONE_ENTERPRISE = _("埃利森—格莱泽指数：只有一家企业")


def fill_indices(frame: pd.DataFrame, rows: pd.DataFrame, area: str, activity: str) -> None:
    """Write the indices of one period and basis into `frame` at `rows`, one row per stated area × activity.

    `rows` has `revenue`, `squares` (Σx² of the firms) and `smallest` (the least of them). An area or activity with a
    negative firm, or a total that is not positive, has no index of its own. Every null says why in `index_reason`.
    """
    if len(set(rows[area])) < 2:
        frame.loc[rows.index, "index_reason"] = FEW_AREAS + "；" + NO_LAND
        return
    cells = pd.DataFrame(rows.pivot_table(index=area, columns=activity, values="revenue", aggfunc="sum", dropna=False))
    cells = cells.fillna(0.0)
    matrix = cells.to_numpy(float)
    areas, activities = matrix.sum(axis=1), matrix.sum(axis=0)
    firms = dict(zip(rows[activity], total_of(column(rows, "squares"), column(rows, activity)), strict=True))
    is_out_area, is_out_activity = _has_negative(rows, area), _has_negative(rows, activity)
    written = pd.DataFrame(index=rows.index)
    for name, index in _area_indices(activities).items():
        found = {one: index(matrix[place]) for place, one in enumerate(cells.index) if areas[place] > 0}
        written[name] = _mapped(column(rows, area), found).mask(is_out_area)
    for name, index in _activity_indices(areas).items():
        pairs = enumerate(cells.columns)
        found = {one: index(matrix[:, at], firms[one]) for at, one in pairs if activities[at] > 0}
        written[name] = _mapped(column(rows, activity), found).mask(is_out_activity)
    frame.loc[rows.index, written.columns] = written
    frame.loc[rows.index, "index_reason"] = _reasons(written)


def total_of(values: pd.Series, keys: pd.Series) -> pd.Series:
    """For every row the sum of the values that share its key; null where none of them is known."""
    return pd.Series(values.groupby(keys).transform("sum", min_count=1))


def _mapped(keys: pd.Series, found: dict[str, float]) -> pd.Series:
    return pd.Series([found.get(key, np.nan) for key in keys], index=keys.index)


def _area_indices(activities: np.ndarray) -> dict[str, Callable[[np.ndarray], float]]:
    """The indices of an area's row of values by activity, against the activities' totals."""
    has = activities > 0
    return {
        "area_krugman": lambda row: location.krugman(row[has], activities[has]),
        "area_hachman": lambda row: location.hachman(row[has], activities[has]),
        "area_gini": lambda row: gini.gini_against(row[has], activities[has]),
    }


def _activity_indices(areas: np.ndarray) -> dict[str, Callable[[np.ndarray, float], float]]:
    """The indices of an activity's column of values by area and its firms' Σx², against the areas' totals."""
    has = areas > 0
    return {
        "activity_ellison_glaeser": lambda held, squares: location.ellison_glaeser(
            held[has], areas[has], squares / held[has].sum() ** 2
        ),
        "activity_gini": lambda held, _squares: gini.gini_against(held[has], areas[has]),
    }


def _has_negative(rows: pd.DataFrame, side: str) -> pd.Series:
    """Whether the least firm of the row's own area or activity is below zero."""
    return pd.Series(column(rows, "smallest").groupby(rows[side]).transform("min")) < 0


def _reasons(rows: pd.DataFrame) -> pd.Series:
    """What is missing in a row, joined; land and population are in no filing, so that one always is."""
    said = pd.Series(NO_LAND, index=rows.index, dtype=object)
    lacks_correction = rows["activity_ellison_glaeser"].isna() & rows["activity_gini"].notna()
    said = said.mask(lacks_correction, ONE_ENTERPRISE + "；" + said)
    said = said.mask(rows["activity_gini"].isna(), ACTIVITY_UNKNOWN + "；" + said)
    return said.mask(rows["area_krugman"].isna(), AREA_UNKNOWN + "；" + said)
