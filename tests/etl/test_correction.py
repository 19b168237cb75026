"""已知的错：没改好写未改，改好了由归档证实，撤回了又是未改；收来的数从不替人改。"""

from datetime import date
from decimal import Decimal

import pytest

from etl.commands import main
from etl.correction import corrections
from etl.issue import Refused
from etl.paths import corrections_dir
from etl.write.ledger import undo

HEAD = """
[[correction]]
what = "甲公司上半年多报了"
why = "含退回的合同款"
told = "甲公司财务部"
told_on = 2026-10-08
where = { file = "报表1.xlsx", cell = "C3", value = "350" }
"""


@pytest.fixture
def write(data, firms):
    """Put one TOML into the data folder: an entry whose proof ends with the given lines."""

    def put(proof, *, head=HEAD, key=f'enterprise_id = "{firms[0]}"\nperiod = "2026Q3"\ncolumn = "revenue_10k_cny"'):
        (data / "corrections").mkdir(parents=True, exist_ok=True)
        text = f"{head}\n[correction.proof]\n{key}\n{proof}\n"
        (data / "corrections" / "已知.toml").write_text(text, encoding="utf-8")

    return put


def test_an_error_is_open_until_a_filing_proves_it_fixed(data, write, load, form):
    """收到更正表之前是未改，收下以后是已改，写明由哪份归档、哪天证实；撤回那份，又是未改。"""
    write("is = 300")
    first = load(form({0: 350}), at="2026-10-09").filing
    [entry] = corrections(data)
    assert (entry.is_fixed, entry.value, entry.filing) == (False, "350", first)
    assert entry.state == f"未改：账上现在是350万元（归档 {first}）"
    second = load(form({0: 300}), at="2026-10-20").filing
    [entry] = corrections(data)
    assert (entry.is_fixed, entry.filing, entry.filed_on) == (True, second, date(2026, 10, 20))
    assert entry.state == f"已改：由 2026-10-20 收下的归档 {second} 证实，账上现在是300万元"
    undo(data, second, "李四")
    assert [entry.is_fixed for entry in corrections(data)] == [False]


def test_nothing_on_the_books_proves_nothing(data, write, load, form):
    """账上没有这个数是未知，“不再是350”也证明不了。"""
    write("is_not = 350")
    load(form({1: 20}))
    [entry] = corrections(data)
    assert (entry.is_fixed, entry.state) == (False, "未改：账上还没有这个数")


@pytest.mark.parametrize(
    ("proof", "is_fixed"),
    [
        ("is = 300.00", True),
        ("is_not = 300", False),
        ("is_not = 350", True),
        ("at_least = 300", True),
        ("at_least = 300.01", False),
        ("at_most = 299.99", False),
        ('same_as = { period = "2025Q3" }', True),
        ('same_as = { column = "prior_reported_10k_cny" }', False),
        ('same_as = { period = "2020Q3" }', False),
    ],
)
def test_every_comparison_means_what_it_says(data, write, load, form, proof, is_fixed):
    """六种比法各是各的意思；拿来比的另一格没有数，就证明不了。"""
    write(proof)
    load(form({0: 300}, period="2025年1-9月"))
    load(form({0: (300, 310)}))
    assert [entry.is_fixed for entry in corrections(data)] == [is_fixed]


def test_registers_and_indicators_can_prove_too(data, write, load, firms):
    """名录里的一格、公布数的一格也能作证，文字和日期照比。"""
    load([["统一社会信用代码", "企业名称", "所属街道", "成立日期"], [firms[0], "甲", "东关", "2015-06-30"]])
    head = ["指标名称", "地区", "报告期", "期别", "数值", "计量单位", "公布增速"]
    load([head, ["软件收入", "济南市", "2025年1-12月", "全年", 12, "亿元", 8.1]])
    write("is = 2015-06-30", key=f'enterprise_id = "{firms[0]}"\ncolumn = "founded"')
    assert corrections(data)[0].is_fixed
    key = 'indicator = "软件收入"\nregion = "济南市"\nperiod = "2025Q4"\nbasis = "year"\n'
    write("is = 8.1", key=key + 'column = "growth_published_pct"')
    assert corrections(data)[0].is_fixed


def test_what_is_not_fixed_comes_first(data, load, form, firms):
    """没改好的排在前面。"""
    load(form({0: 300, 1: 20}))
    (data / "corrections").mkdir()
    proofs = [
        f'{{ enterprise_id = "{firms[n]}", period = "2026Q3", column = "revenue_10k_cny", is = 300 }}' for n in (0, 1)
    ]
    text = "".join(
        f'[[correction]]\nwhat = "{n}"\nwhy = "错"\nwhere = {{ cell = "C3" }}\nproof = {p}\n'
        for n, p in enumerate(proofs)
    )
    (data / "corrections" / "两条.toml").write_text(text, encoding="utf-8")
    assert [(entry.what, entry.is_fixed, entry.told, entry.told_on) for entry in corrections(data)] == [
        ("1", False, "", None),
        ("0", True, "", None),
    ]


def test_a_value_written_in_the_proof_is_exact(data, write, load, form):
    """十进制照写的比，不走二进制小数。"""
    write("is = 0.3")
    load(form({0: "0.30"}))
    assert corrections(data)[0].proof["is"] == Decimal("0.3")
    assert corrections(data)[0].is_fixed


def test_every_mistake_is_told_with_file_entry_key_value_and_remedy(data, write):
    """写错的键、少写的键、认不得的列、两个比法，一次说全。"""
    head = '[[correction]]\nwhat = "x"\ntold = "谁"\nwhere = { page = 3 }\nother = 1\n'
    write('is = 1\nis_not = 2\nat_least = "3"', head=head, key='enterprise_id = 5\nperiod = "2026年"\ncolumn = "营收"')
    with pytest.raises(Refused) as refused:
        corrections(data)
    told = [issue.message for issue in refused.value.issues]
    assert (
        told[0] == "已知.toml · 第1条 · other · 1：没有这个键；只能有 what、why、told、told_on、where、proof，请改正。"
    )
    assert "已知.toml · 第1条 · why · （空）：必填；请补上。" in told
    assert "已知.toml · 第1条 · told_on · （空）：告知了谁、哪天告知要一起写；还没有告知就都不写。" in told
    assert [line for line in told if "· where.page · 3：没有这个键" in line]
    assert "已知.toml · 第1条 · proof.enterprise_id · 5：必填，写成文字；请补上。" in told
    assert "已知.toml · 第1条 · proof.period · 2026年：要写成 2026Q3 的样子。" in told
    assert [line for line in told if "· proof.column · 营收：没有这一列；只能是 " in line]
    assert [line for line in told if "· proof · is、is_not、at_least：要写一个、只写一个比法" in line]
    assert "已知.toml · 第1条 · proof.at_least · 3：要写成数，不加引号。" in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[correction", "不是能读的 TOML"),
        ("", "至少要有一个 [[correction]]"),
        ("correction = [1]", "第1条 · correction · 1：要写成一段"),
        ("x = 1\n[[correction]]", "x · 1：没有这个键"),
    ],
)
def test_a_file_that_holds_no_entry_is_told(data, text, told):
    """不是 TOML、没有一条、写得不像一条：都说清楚。"""
    (data / "corrections").mkdir(parents=True)
    (data / "corrections" / "坏.toml").write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=r"坏\.toml") as refused:
        corrections(data)
    assert [issue for issue in refused.value.issues if told in issue.message]


def test_the_other_cell_of_a_comparison_is_checked_too(data, write):
    """same_as 里的键和列也核对。"""
    write('same_as = { quarter = "2025Q3", column = "营收" }')
    with pytest.raises(Refused) as refused:
        corrections(data)
    assert [issue.message.split(" · ")[2] for issue in refused.value.issues] == [
        "proof.same_as.quarter",
        "proof.same_as.column",
    ]
    write("same_as = 3")
    with pytest.raises(Refused, match="样子，只写与前面不同的"):
        corrections(data)


def test_those_of_the_demonstration_data_leave_with_it(data, write, load, form):
    """演示数据的例子，只在演示数据还在的时候列出；真数一来就不再列。"""
    write("is = 300", head=f"is_demo = true\n{HEAD}")
    load(form({0: 300}, title="演示数据 "))
    assert [entry.is_fixed for entry in corrections(data)] == [True]
    load(form({1: 20}))
    assert corrections(data) == []
    write("is = 300", head=f"is_demo = 1\n{HEAD}")
    with pytest.raises(Refused, match="is_demo · 1：要写成 true 或 false"):
        corrections(data)


def test_the_shipped_ones_are_written_rightly(data):
    """随项目来的几条写法都对；数据目录有自己的就用自己的，一条没有也行。"""
    [entry] = corrections(data)
    assert (entry.file, entry.is_fixed) == ("规划文本.toml", False)
    (data / "corrections").mkdir(parents=True)
    assert corrections_dir(data) == data / "corrections"
    assert corrections(data) == []


def test_the_command_lists_them(data, write, load, form, capsys):
    """命令行：什么错、为什么、告诉了谁、改好没有。"""
    write("is = 300")
    name = load(form({0: 350})).filing
    assert main(["corrections", "--data", str(data)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "甲公司上半年多报了（报表1.xlsx · C3 · 350）",
        "  含退回的合同款；2026-10-08 已告知甲公司财务部",
        f"  未改：账上现在是350万元（归档 {name}）",
        "已知的错共 1 条，已改 0 条。",
    ]
    write("maybe = 1")
    assert main(["corrections", "--data", str(data)]) == 1
    assert "proof.maybe" in capsys.readouterr().err
