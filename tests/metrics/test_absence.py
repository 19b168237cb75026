"""没有行的表说为什么。"""

from dataclasses import replace
from datetime import date

import pytest

from metrics.absence import why_empty


@pytest.fixture
def store(make_store):
    """数据从2025Q1到2026Q3。"""
    return make_store(meta={"first_period": "2025Q1", "latest_period": "2026Q3"})


@pytest.mark.parametrize(
    ("period", "is_narrowed", "said"),
    [
        ("2030Q1", True, "没有 2030Q1 的数据；现有 2025Q1 至 2026Q3。"),
        ("2024Q4", False, "没有 2024Q4 的数据；现有 2025Q1 至 2026Q3。"),
        ("2026Q3", True, "没有符合条件的企业；请放宽 --where 或换一期。"),
        (None, True, "没有符合条件的企业；请放宽 --where 或换一期。"),
    ],
)
def test_a_period_out_of_range_comes_before_the_filters(store, period, is_narrowed, said):
    """不在数据里的期先说；在的，才怪筛选。"""
    assert why_empty(store, period, is_narrowed=is_narrowed) == said


def test_the_first_quarters_have_no_year_yet(store):
    """没有筛选，期也在：开头几期不足四个季度。"""
    assert why_empty(store, "2025Q1", is_narrowed=False).startswith("这一期没有可列的：数据从 2025Q1 起")


def test_with_no_form_at_all_the_day_asked_for_is_the_reason_where_there_is_one(make_store):
    """库是空的：叫人载入；按某一天问的，叫人把那天写晚一些。"""
    empty = make_store(meta={})
    assert "请先运行 python -m etl load" in why_empty(empty, None, is_narrowed=False)
    then = replace(empty, as_of=date(1999, 1, 1))
    assert why_empty(then, None, is_narrowed=False).startswith("到 1999-01-01 为止还没有收下任何季报")
