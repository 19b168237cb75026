"""地区与活动两头的结构指数。"""

import pandas as pd
import pytest

from metrics.structure import INDICES, fill_indices, total_of


def cells(*rows):
    """Area, activity, revenue of one firm each, with the columns to be filled."""
    frame = pd.DataFrame(rows, columns=["地", "业", "revenue"])
    frame = frame.assign(squares=frame["revenue"] ** 2, smallest=frame["revenue"], index_reason="")
    return frame.assign(**dict.fromkeys(INDICES, float("nan")))


def filled(*rows):
    frame = cells(*rows)
    fill_indices(frame, frame, "地", "业")
    return frame.set_index(["地", "业"])


def test_equal_structures_have_nothing_between_them():
    """Two areas alike: Krugman 0, Hachman 1, both Ginis 0."""
    frame = filled(("甲", "软件", 8.0), ("甲", "装备", 2.0), ("乙", "软件", 16.0), ("乙", "装备", 4.0))
    assert frame["area_krugman"].tolist() == pytest.approx([0] * 4, abs=1e-12)
    assert frame["area_hachman"].tolist() == pytest.approx([1] * 4)
    assert frame["activity_gini"].tolist() == pytest.approx([0] * 4, abs=1e-12)


def test_a_negative_firm_takes_only_its_own_sides_away():
    """甲's 装备 is negative: 甲 and 装备 have no index and say so; 乙 and 软件 keep theirs."""
    frame = filled(("甲", "软件", 8.0), ("甲", "装备", -1.0), ("乙", "软件", 5.0), ("乙", "装备", 9.0))
    assert frame.loc["甲", "area_krugman"].isna().all()
    assert frame.loc["乙", "area_krugman"].notna().all()
    assert bool(frame.xs("装备", level="业")["activity_gini"].isna().all())
    assert "地区指数：有负营收或合计≤0" in frame.loc[("甲", "软件"), "index_reason"]
    assert "活动指数：有负营收或合计≤0" in frame.loc[("乙", "装备"), "index_reason"]


def test_one_firm_in_an_activity_and_one_area_in_all():
    """Ellison and Glaeser correct by the firms, so one firm leaves nothing; one area leaves no structure."""
    frame = filled(("甲", "软件", 8.0), ("乙", "装备", 2.0))
    assert bool(frame["activity_ellison_glaeser"].isna().all())
    assert all("只有一家企业" in reason for reason in frame["index_reason"])
    assert filled(("甲", "软件", 8.0), ("甲", "装备", 2.0))["index_reason"].iloc[0].startswith("只有一个地区")


def test_a_sum_of_unknowns_is_unknown():
    """None known under a key: null, not 0."""
    found = total_of(pd.Series([1.0, None, None]), pd.Series(["甲", "甲", "乙"]))
    assert found.iloc[:2].tolist() == [1, 1]
    assert found.isna().tolist() == [False, False, True]
