"""数据上报页的别的几块：模板、日历、更正；数据页上两份账之间的差别。"""

import pytest

from etl.write.ledger import read_ledger
from tests.pages.dropping import accepted, drop, late_row, opened
from tests.pages.page_words import english, open_everything, open_page, text
from tests.pages.small_data import enterprise


@pytest.mark.usefixtures("data")
def test_a_template_can_be_taken_for_each_kind():
    """Register, quarterly form, indicators: a button for each, and a zip where sub-districts get their own."""
    at = opened(part="templates")
    said = text(at).split("\n")
    assert [word for word in said if word in ("下载模板", "每个街道一份，打成压缩包")] == [
        "下载模板",
        "每个街道一份，打成压缩包",
    ]
    assert english(at) == []


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize("part", ["calendar", "corrections"])
def test_the_other_parts_of_the_page_are_chinese(part):
    """With everything opened."""
    assert english(open_everything(opened(part=part))) == []


@pytest.mark.usefixtures("data")
def test_the_calendar_names_who_is_missing():
    """The seventh firm is the one that has not filed for 2026Q3."""
    at = opened(part="calendar")
    missing = next(frame.value for frame in at.dataframe if "企业" in frame.value and len(frame.value) == 1)
    assert enterprise(7) in set(missing["企业"])


def test_the_difference_between_two_states_names_each_value(data, tmp_path):
    """From the state before the acceptance to the one after it: the seventh firm's revenue is new."""
    drop(data, tmp_path, [late_row()])
    accepted(opened())
    names = [one.name for one in read_ledger(data)]
    at = open_page("filings")
    at.selectbox(key="difference_from").select(names[-2]).run()
    table = next(frame.value for frame in at.dataframe if "后来" in frame.value)
    revenue = table[table["哪一项"] == "营业收入"].iloc[0]
    assert (revenue["企业或指标"], revenue["报告期"], revenue["归档"]) == (enterprise(7), "2026年1-9月", names[-1])
    assert float(revenue["后来"].replace(",", "")) == 20000
