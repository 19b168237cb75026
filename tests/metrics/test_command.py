"""命令行：目录、口径卡、数表，与退出码。"""

from contextlib import nullcontext

import pytest

from etl.paths import build_file
from metrics.catalog import load
from metrics.command import main


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


def test_a_condition_without_an_equals_sign_is_told_how_to_write(data, capsys):
    """`--where cluster`, `cluster=`, `=信创`: none of them is a condition."""
    for condition in ("cluster", "cluster=", "=信创"):
        assert main(["show", "scale", "--where", condition, "--data", data]) == 2
        assert f"--where “{condition}”看不懂：应写作 维度=值" in capsys.readouterr().err


def test_a_slip_in_the_folder_makes_no_folder(tmp_path, capsys):
    """Who only reads is told that the folder isn't there."""
    with pytest.raises(SystemExit) as ended:
        main(["show", "scale", "--data", str(tmp_path / "没有")])
    assert (ended.value.code, (tmp_path / "没有").exists()) == (2, False)
    assert "请核对路径" in capsys.readouterr().err


@pytest.fixture
def grown_by_half(make_store, rows, monkeypatch):
    """甲 150 after 100 a year before."""
    filed = [{**rows.filed("企甲", "2026Q3", 150), "filing": "甲档", "sheet": "表一", "revenue_cell": "E7"}]
    store = make_store(
        meta={"first_period": "2026Q2", "latest_period": "2026Q3"},
        enterprise=[{"enterprise_id": "企甲", "enterprise": "甲"}, {"enterprise_id": "企乙", "enterprise": "乙"}],
        fact=[rows.fact("企甲", 150, 100, 100)],
        filing=[{"filing": "甲档", "file": "三季度.xlsx", "source": "季度营收", "is_active": True}],
        filed=filed,
        filed_version=[{**row, "seq": 1, "is_current": True} for row in filed],
    )
    monkeypatch.setattr("metrics.command.open_store", lambda *_asked: nullcontext(store))


@pytest.mark.usefixtures("grown_by_half")
def test_card_puts_the_numbers_in_and_names_form_and_cell(data, capsys):
    """Of the latest quarter where none is asked: the working, the form behind it, and for one firm the very cell."""
    assert main(["card", "growth", "--basis", "ytd", "--where", "enterprise=甲", "--data", data]) == 0
    said = capsys.readouterr().out
    assert "2026Q3 ytd　comparable_pct = 150 ÷ 100 − 1 = 50%" in said
    assert "2026Q3,三季度.xlsx,季度营收,甲档," in said
    assert "2026Q3,企甲,150,E7," in said


@pytest.mark.usefixtures("grown_by_half")
def test_card_of_no_firm_says_which_quarters_there_are(data, capsys):
    """A future quarter has the card and no working."""
    assert main(["card", "growth", "--period", "2030Q1", "--data", data]) == 0
    said = capsys.readouterr()
    assert "算式" not in said.out
    assert "没有 2030Q1 的数据；现有 2026Q2 至 2026Q3。" in said.err


@pytest.mark.usefixtures("grown_by_half")
def test_an_empty_answer_says_why_it_is_empty(data, capsys):
    """Filters that leave nobody; the first quarters, where nothing can be listed yet; a day before the first form."""
    assert main(["show", "scale", "--where", "enterprise=乙", "--period", "2026Q3", "--data", data]) == 0
    assert "请放宽 --where" in capsys.readouterr().err
    assert main(["show", "transitions", "--period", "2026Q2", "--data", data]) == 0
    assert "开头几期不足四个季度" in capsys.readouterr().err


def test_before_the_first_form_the_day_is_the_reason(data, capsys):
    """Nothing was known on that day: not “load something”."""
    assert main(["show", "scale", "--as-of", "1999-01-01", "--data", data]) == 0
    assert "到 1999-01-01 为止还没有收下任何季报" in capsys.readouterr().err
