"""分布的指标（集中度）：两格一减、两版一减都推不出一家；够分散、够多的照给。"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from metrics.disclosure.spread import is_pinned
from metrics.show import show

TWENTY = tuple(100.0 + 17 * number for number in range(20))


def build(make_store, rows, data: Path, groups: Sequence[Sequence[float]], name="a"):
    """One quarter; each group of amounts is an industry."""
    if not (data / "disclosure.secret.toml").exists():
        (data / "disclosure.secret.toml").write_text("p = 12.0\nn = 2\nk = 85.0\n", encoding="utf-8")
        (data / "disclosure.secret.toml").chmod(0o600)
    every = [(industry, amount) for industry, own in zip("甲乙丙", groups, strict=False) for amount in own]
    made = make_store(
        data=data,
        enterprise=[
            {"enterprise_id": f"QY{at:03}", "industry": industry, "has_scale_status": False}
            for at, (industry, _amount) in enumerate(every)
        ],
        fact=[rows.fact(f"QY{at:03}", amount, period="2026Q1") for at, (_industry, amount) in enumerate(every)],
        meta={"latest_period": "2026Q1"},
    )
    return replace(made, path=Path(f"{data.name}-{name}.duckdb"))


def told(store, by=()) -> list[float | None]:
    """The researcher's HHI, row by row."""
    values = show(store, "concentration", by=by, role="researcher")["hhi"]
    return [None if value != value else float(value) for value in values]


def test_groups_that_are_wide_beside_each_other_are_given(make_store, rows, tmp_path):
    """两个行业各二十家：合计与各行业的赫芬达尔指数都给。"""
    store = build(make_store, rows, tmp_path, [TWENTY, tuple(3 + one for one in TWENTY)])
    assert None not in told(store)
    assert None not in told(store, ["industry"])


def test_two_groups_less_one_another_leave_no_few(make_store, rows, tmp_path):
    """合计二十五家、甲业二十家都够多，可合计减甲业就是乙业五家的平方和：甲业的不给。"""
    store = build(make_store, rows, tmp_path, [TWENTY, (201.0, 202.0, 203.0, 204.0, 205.0)])
    assert told(store) != [None]
    assert told(store, ["industry"]) == [None, None]


def test_one_firm_revised_is_not_solved_from_two_versions(make_store, rows, tmp_path):
    """平方和之差 ÷ 合计之差 = 改前 + 改后，两个数就都解出来了：改过一家的一版不再给。"""
    assert told(build(make_store, rows, tmp_path, [TWENTY], "first")) != [None]
    later = build(make_store, rows, tmp_path, [(*TWENTY[:7], 300.0, *TWENTY[8:])], "second")
    assert told(later) == [None]
    assert show(later, "scale", role="researcher")["revenue_10k_cny"].notna().tolist() == [True]


def test_the_first_version_is_still_given_afterwards(make_store, rows, tmp_path):
    """先前给过的，旧版再看仍是原样。"""
    before = told(build(make_store, rows, tmp_path, [TWENTY], "first"))
    told(build(make_store, rows, tmp_path, [(*TWENTY[:7], 300.0, *TWENTY[8:])], "second"))
    assert told(build(make_store, rows, tmp_path, [TWENTY], "third")) == before


def test_only_one_kind_of_spread_is_given(make_store, rows, tmp_path):
    """泰尔、胡佛指数与赫芬达尔指数、基尼系数联立，知道谁大谁小的人在演示数据里解出过一家：前两种不给。"""
    table = show(build(make_store, rows, tmp_path, [TWENTY]), "inequality", role="researcher")
    assert {name: table[name].notna().tolist() for name in ("gini", "theil_t", "theil_l", "hoover")} == {
        "gini": [True], "theil_t": [False], "theil_l": [False], "hoover": [False],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("amounts", "heads", "is_close"),
    [
        ([100.0] * 20, (), True),  # 指数 1/20：谁都是二十分之一
        ([100.0 + one for one in range(20, 0, -1)], (4, 8), True),  # 第五家到第八家夹在两个平均数之间
        (sorted(TWENTY, reverse=True), (), False),
        (sorted(TWENTY, reverse=True), (4, 8), False),
    ],
)
def test_equal_firms_are_told_by_their_sum_of_squares(amounts, heads, is_close):
    """合计与平方和定出的最大、最小，夹得比 11% 还紧的不给。"""
    assert is_pinned(amounts, heads, 11.0) is is_close
