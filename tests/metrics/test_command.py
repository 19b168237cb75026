"""命令行：目录、口径卡、数表，与退出码。"""

import csv
import io
import json
from decimal import Decimal

import pytest

from etl.paths import build_file
from metrics.catalog import load
from metrics.command import csv_text, json_text, main
from metrics.show import show


@pytest.fixture
def data(tmp_path, build_at):
    build_at(build_file(tmp_path))
    return str(tmp_path)


def test_list_names_every_metric(data, capsys):
    """One line a metric: name, title, columns."""
    assert main(["list", "--data", data]) == 0
    assert [line.split("\t")[0] for line in capsys.readouterr().out.splitlines()] == list(load())


def test_describe_prints_the_card(data, capsys):
    """describe gap."""
    assert main(["describe", "gap", "--data", data]) == 0
    assert capsys.readouterr().out.startswith("目标差距（gap）\n口径：")


@pytest.mark.parametrize(
    "arguments",
    [
        ["describe", "nothing"],
        ["show", "nothing"],
        ["show", "scale", "--by", "nothing"],
        ["show", "scale", "--period", "9月"],
    ],
)
def test_a_wrong_call_ends_with_2_and_says_what_would_be_right(data, capsys, arguments):
    """Unknown metric, dimension, period."""
    assert main([*arguments, "--data", data]) == 2
    said = capsys.readouterr()
    assert "“" in said.err
    assert said.out == ""


def test_a_store_that_cannot_be_opened_ends_with_1(tmp_path, capsys):
    """No traceback, the reason."""
    page = tmp_path / "ledger" / "20260101T000000000Z-abcdef" / "filing.json"
    page.parent.mkdir(parents=True)
    page.write_text("坏了")
    assert main(["show", "scale", "--data", str(tmp_path)]) == 1
    assert "账页" in capsys.readouterr().err


def test_an_empty_table_has_its_header_and_says_why(data, capsys):
    """Nothing loaded: the columns on stdout, the way out on stderr, exit 0."""
    assert main(["show", "scale", "--by", "enterprise", "--data", data]) == 0
    said = capsys.readouterr()
    columns = "period,basis,enterprise_id,enterprise,enterprises,revenue_10k_cny,share_pct,rank,reason"
    assert said.out == f"\ufeff{columns}\r\n"
    assert "还没有任何季报" in said.err


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
