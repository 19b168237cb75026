"""账上现在算数的值：后报的换掉先报的，名录只换写了的栏目。"""

from decimal import Decimal

from etl.record import REGISTER, REVENUE
from etl.standing import Value, keys_of, standing
from etl.write.ledger import counted, read_ledger, state_after, undo


def test_the_last_form_counts_and_says_which_filing_it_is(load, form, firms, tmp_path):
    """同一家同一期报了两次，以后一次为准；没问到的企业不在内，没有的也不在内。"""
    first, second = load(form({0: 350, 1: 20})).filing, load(form({0: 360})).filing
    asked = {(firms[0], "2026Q3"), (firms[2], "2026Q3")}
    found = standing(REVENUE, read_ledger(tmp_path / "data"), asked)
    assert list(found) == [(firms[0], "2026Q3")]
    assert found[firms[0], "2026Q3"]["revenue_10k_cny"] == Value(Decimal("360.000000"), second)
    assert sorted(keys_of(REVENUE, read_ledger(tmp_path / "data")[0])) == [(firms[0], "2026Q3"), (firms[1], "2026Q3")]
    assert first != second


def test_a_register_keeps_what_a_later_one_does_not_state(load, firms, tmp_path):
    """后一份名录没有街道一栏，街道仍是先前那份说的。"""
    head = ["统一社会信用代码", "企业名称", "所属街道"]
    first = load([head, [firms[0], "甲", "东关"]]).filing
    second = load([[*head[:2], "地址"], [firms[0], "甲改名", "某路1号"]]).filing
    found = standing(REGISTER, read_ledger(tmp_path / "data"), {(firms[0],)})[(firms[0],)]
    assert (found["subdistrict"].value, found["subdistrict"].filing) == ("东关", first)
    assert (found["enterprise"].value, found["enterprise"].filing) == ("甲改名", second)


def test_a_value_is_shown_as_a_person_writes_it():
    """小数不带多余的零，也不写成科学计数法；没有就是没有。"""
    assert [Value(each, "").text for each in (Decimal("350.500000"), Decimal("1E+6"), "甲", None)] == [
        "350.5",
        "1000000",
        "甲",
        None,
    ]


def test_the_ledger_as_it_stood_counts_only_the_undos_before(load, form, tmp_path):
    """那一份之后的撤回不算：当时还在用的，仍是在用。"""
    data = tmp_path / "data"
    first = load(form({0: 350})).filing
    second = load(form({1: 20})).filing
    gone = undo(data, first, "李四")
    names = [
        [each.name for each in counted(state_after(read_ledger(data), name))] for name in ("", first, second, gone)
    ]
    assert names == [[], [first], [first, second], [second]]
