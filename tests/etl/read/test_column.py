"""一列值变成文字与种类。"""

from datetime import UTC, date, datetime, time, timedelta

from etl.read.cell_kind import BOOLEAN, DATE, EMPTY, ERROR, NUMBER, TEXT, UNCACHED
from etl.read.column import read_column
from etl.read.number import number_text


def read(values, marks=None):
    text, number, kind, used = read_column(values, marks or {})
    pairs = zip(text.to_pylist(), number.to_pylist(), strict=True)
    shown = [number_text(value) if word is None and value is not None else word for word, value in pairs]
    return shown, kind.to_pylist(), used


def test_each_type_has_its_text_and_kind():
    """日期写成年-月-日，带时刻的写到秒，布尔写成 TRUE 与 FALSE，空格子是空值。"""
    values = ["甲", 1.5, date(2026, 10, 8), datetime(2026, 10, 8, 9, 30), True, False, ""]
    assert read(values) == (
        ["甲", "1.5", "2026-10-08", "2026-10-08 09:30:00", "TRUE", "FALSE", None],
        [TEXT, NUMBER, DATE, DATE, BOOLEAN, BOOLEAN, EMPTY],
        6,
    )


def test_a_column_of_nothing_but_days_reads_like_a_mixed_one():
    """同一天写成日期、写成零点、写成半天，还有微秒与公元初年：快走的路与逐格看的路一字不差。"""
    days = [date(2026, 10, 8), datetime(2026, 10, 8), datetime(2026, 10, 8, 12), date(1, 1, 1), date(2026, 10, 8)]
    days += [datetime(2026, 10, 8, 12, 0, 0, 999_999), datetime(2026, 10, 8, 12, tzinfo=UTC)]
    slow = read([*days, 1.5])
    assert read(days) == (slow[0][:-1], slow[1][:-1], len(days))
    assert slow[0][:4] == ["2026-10-08", "2026-10-08", "2026-10-08 12:00:00", "0001-01-01"]


def test_times_and_durations_are_dates_too():
    """时刻与时长不是数，不能当营业收入。"""
    values = [time(12, 0), timedelta(days=1, hours=12), datetime(2026, 1, 1)]
    assert read(values) == (["12:00:00", "36:00:00", "2026-01-01"], [DATE, DATE, DATE], 3)


def test_whole_numbers_of_old_workbooks_keep_all_digits():
    """An int is written digit by digit."""
    assert read([91370102, 2**60])[0] == ["91370102", "1152921504606846976"]


def test_a_long_column_under_a_header_reads_like_a_short_one():
    """The quick way for numbers below the header agrees with the mixed way."""
    values = ["营业收入", "", *[index / 4 for index in range(200)]]
    text, kind, used = read(values)
    assert text[:6] == ["营业收入", None, "0", "0.25", "0.5", "0.75"]
    assert text[-1] == "49.75"
    assert kind == [TEXT, EMPTY, *[NUMBER] * 200]
    assert used == 202


def test_a_number_that_is_none_is_an_error():
    """NaN 和无穷大混在数里，会让合计也不成数。"""
    assert read([1.0, float("nan"), float("inf"), "NaN"]) == (
        ["1", "NaN", "INF", "NaN"],
        [NUMBER, ERROR, ERROR, TEXT],
        4,
    )


def test_marks_fill_only_cells_the_reader_left_blank():
    """读取程序把错误值读成空；它读出了值的格子，以它为准。"""
    marks = {1: (ERROR, "#REF!"), 2: (UNCACHED, "=A1+1"), 3: (ERROR, "#N/A")}
    assert read(["甲", "", "", 5.0], marks) == (["甲", "#REF!", "=A1+1", "5"], [TEXT, ERROR, UNCACHED, NUMBER], 4)


def test_text_is_kept_as_it_stands():
    """全角、空白、换行都不动：怎么理解是下一步的事。"""
    values = ["９１３７", "　甲 ", "甲\n乙", " "]
    assert read(values) == (values, [TEXT] * 4, 4)


def test_trailing_blanks_are_not_used():
    """The number of used rows ends at the last cell with content."""
    assert read(["", "甲", "", ""])[2] == 2
    assert read(["", ""])[2] == 0


def test_a_text_no_cell_can_hold_is_kept_one_letter_too_long():
    """一格 200 万字：留 32,768 个，仍然太长，但不必整个背着；32,767 个的一个不少。"""
    text, _number, _kind, used = read_column(["甲" * 2_000_000, "乙" * 32_767, ""], {})
    assert [len(word or "") for word in text.to_pylist()] == [32_768, 32_767, 0]
    assert used == 2
