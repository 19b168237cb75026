"""一张表印成文字：足位、不带尾数、未知的空着。"""

import csv
import io
import json
import re
from decimal import Decimal

import pytest

from metrics.catalog import Column
from metrics.printed import csv_text, json_text, worked_text
from metrics.show import show
from metrics.working import Line


def test_csv_is_exact_and_leaves_the_unknown_empty(make_store, rows):
    """1234.56 is written 1234.56, a whole number without a point, quotes are escaped, null is empty."""
    figures = [Decimal("1234.56"), Decimal("0.1"), Decimal("0.2"), Decimal("99999999999.99")]
    store = make_store(
        enterprise=[{"enterprise_id": f"企{n}", "enterprise": '甲,"乙"'} for n in range(5)],
        fact=[*(rows.fact(f"企{n}", figure) for n, figure in enumerate(figures)), rows.fact("企4", None, None, 3)],
    )
    text = csv_text(show(store, "scale", by=["enterprise"]))
    assert text.startswith("\ufeffperiod,basis,")
    table = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
    assert [row["revenue_10k_cny"] for row in table] == ["1234.56", "0.1", "0.2", "99999999999.99", ""]
    assert [row["rank"] for row in table] == ["2", "4", "3", "1", ""]
    assert table[0]["enterprise"] == '甲,"乙"'
    (total,) = csv.DictReader(io.StringIO(csv_text(show(store, "scale")).lstrip("\ufeff")))
    assert total["revenue_10k_cny"] == "100000001234.85"  # 浮点相加会多出尾数


def test_json_says_null_for_the_unknown(make_store, rows):
    """A list of objects with the same columns."""
    frame = show(make_store(fact=[rows.fact("甲", 120, None, None)]), "growth")
    assert json.loads(json_text(frame)) == [
        {
            "period": "2026Q3",
            "basis": "ytd",
            "comparable_pct": None,
            "nominal_pct": None,
            "matched_pct": None,
            "two_year_pct": None,
            "two_year_reason": "缺基期",
            "quarter_pct": None,
            "quarter_reason": "环比只在单季上计算",
            "reason": "缺基期",
        }
    ]


@pytest.mark.parametrize(
    ("metric", "by", "column"),
    [
        ("near_threshold", [], "distance_10k_cny"),
        ("shift_share", [], "total_10k_cny"),
        ("pace", [], "prior_rest_10k_cny"),
    ],
)
def test_a_difference_of_money_has_no_tail_of_its_own(make_store, rows, metric, by, column):
    """2000 − 1887.09 is 112.91 and 2000.1 − 1887.09 is 113.01, not 112.91000000000008."""
    store = make_store(
        enterprise=[{"enterprise_id": "甲", "enterprise": "甲", "has_scale_status": True}],
        fact=[
            rows.fact("甲", "2000.1", "1887.09", "1887.09", period="2026Q3"),
            rows.fact("甲", "1887.09", "1500", "1500", period="2026Q3", basis="rolling4"),
            rows.fact("甲", "1887.09", "1500", "1500", period="2025Q3"),
            rows.fact("甲", "2000.1", "1500", "1500", period="2025Q4", basis="year"),
        ],
    )
    (row,) = [
        row
        for row in csv.DictReader(io.StringIO(csv_text(show(store, metric, "2026Q3", by)).lstrip("\ufeff")))
        if row["basis"] in ("ytd", "rolling4") and row[column] and row.get("line", "规上起点") == "规上起点"
    ][:1]
    assert re.fullmatch(r"11[23]\.[09]1", row[column])


def test_a_formula_is_told_with_every_digit_and_its_units():
    """Percents keep their sign, a negative input stands in brackets, what is unknown is a dash with its reason."""
    column = Column("ahead_pp", "领先", "百分点", 1)
    known = {"done_pct": 71.5, "left_10k_cny": -0.25, "times": 3, "ahead_pp": -1.125}
    line = Line("2026Q3", "ytd", "甲", column, "{done_pct} × {left_10k_cny} ÷ {times:次}", known, "缺几家")
    assert worked_text(line) == "2026Q3 ytd 甲　ahead_pp = 71.5% × （-0.25） ÷ 3次 = -1.125"
    unknown = Line("2026Q3", "ytd", "", column, "{done_pct} − {times:次}", {"times": None}, "缺基期")
    assert worked_text(unknown) == "2026Q3 ytd　ahead_pp = — − — = —（缺基期）"
