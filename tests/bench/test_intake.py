"""量收表用的工作簿，本身要收得进、账要平。"""

from bench.intake import HEADERS, write_workbook
from etl.load import check_file, load_files


def test_the_workbook_is_taken_with_every_check(tmp_path):
    """十四列、四百行：合计对得上，校验位错的搁置，合计与附注两行不算企业；人数是随便写的，人均自然离谱。"""
    file = tmp_path / "季报.xlsx"
    write_workbook(file, 2026, 400)
    account = check_file(file, tmp_path, None, None)
    rules = [issue.rule for issue in account.issues]
    assert len(HEADERS) == 14
    assert (account.source, account.period, account.rows_in) == ("季度营收", "2026Q3", 402)
    assert account.rows_kept == 400 - rules.count("code_check")
    assert rules.count("code_check") == 2
    assert sorted(set(rules)) == ["code_check", "note_row", "revenue_per_head", "total_row"]


def test_the_year_before_is_of_the_same_size(tmp_path):
    """同一家企业两年规模相当，对照以前所报时不会疑心单位写错。"""
    for year in (2025, 2026):
        write_workbook(tmp_path / f"{year}年三季度.xlsx", year, 50)
        [account] = load_files([tmp_path / f"{year}年三季度.xlsx"], tmp_path / "账")
        assert account.filing, account.issues
