"""找企业的办法自己靠得住：很小的数、凑整的数、包着的数都找得到；碰巧相同的说得出是什么，说不出的就算。"""

import io
import struct
import zipfile
import zlib
from decimal import Decimal

from tests.access.crawl_books import firms_of
from tests.access.crawl_distinct import distinct_copy, tailed
from tests.access.crawl_files import unpacked
from tests.access.crawl_known import Cell, by_place, named
from tests.access.crawl_report import explained
from tests.access.crawl_search import Firm, Hit, Search, hits
from tests.pages.small_data import credit_code, enterprise, write_data


def holding(*amounts, words=()):
    """One firm with these figures."""
    return [Firm(frozenset(words), frozenset(amounts))]


def test_a_word_is_found_however_it_is_packed():
    """In a workbook inside an archive, in a picture's own words, in a machine's number at an odd place."""
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/sharedStrings.xml", enterprise(3))
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xlsx", inner.getvalue())
    words = b"Title\x00\x00" + zlib.compress(enterprise(4).encode())
    picture = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4s", len(words), b"zTXt") + words + b"\x00" * 4
    received = unpacked(outer.getvalue()) + unpacked(picture) + b"x" + struct.pack("<d", 12345.67) + b"1,876,543.21"
    firms = holding(12345.67, 1876543.21, words={enterprise(3).encode(), enterprise(4).encode()})
    assert hits(received, firms) == [enterprise(3), enterprise(4), "1876543.21", "<f8 12345.67"]


def test_cells_that_stand_end_to_end_are_told_apart():
    """4110.52 is no cell of 17.4 and 110.52 as they are sent; a cell of its own is found, and so in 亿元."""
    figures = holding(4110.52, 12345.67)
    assert hits(b"17.4110.52", figures) == []
    assert hits(b"17.2\n4,110.52\n1.234567", figures) == ["1.234567", "4110.52"]


def test_a_small_firms_short_figure_is_found():
    """147.32 万元 has five digits: in a sentence, between the commas of a CSV, in 元, in 亿元, escaped."""
    small = holding(Decimal("147.32"))
    assert hits("营业收入147.32万元".encode(), small) == ["147.32"]
    assert hits(b"2024Q1,147.32,5.3", small) == ["147.32"]
    assert hits(b"2024Q1,1473200,5.3", small) == ["1473200"]
    assert hits(b"1,473,200.00", small) == ["1473200"]
    assert hits(b'"0.014732"', small) == ["0.014732"]
    assert hits(b"\\u4e3a147.32\\u4e07", small) == ["147.32"]
    assert hits(struct.pack("<d", 147.32), small) == ["<f8 147.32"]


def test_a_figure_is_found_as_pages_round_it():
    """147.328164 万元 to two decimals, to whole 元, to six decimals of 亿元; not to one decimal, which anything has."""
    small = holding(Decimal("147.328164"))
    assert hits(b"147.33 1473282 0.014733 147.328164 1473281.64", small) == [
        "0.014733",
        "147.328164",
        "147.33",
        "1473281.64",
        "1473282",
    ]
    assert hits(b"147.3 147 0.0147 147.34", small) == []


def test_a_six_digit_code_is_found_as_a_word_of_its_own():
    """600036 is a firm's code, and no part of a longer number, of a decimal or of a colour."""
    firms = holding(words={b"600036"})
    assert hits("代码600036，".encode(), firms) == ["600036"]
    assert hits(b"1600036 600036.5 #600036 a600036", firms) == []


def test_a_number_that_may_be_shown_is_named_and_any_other_is_not(capsys):
    """147.33 亿元 is a total of 12 firms by its cell; 220.05 is nobody's, so it stays: the crawl fails."""
    search = Search(holding(Decimal("147.328164"), Decimal("220.051234")))
    [total] = search.hits("合计147.33亿元\n147.331234568".encode())
    [other] = search.hits(b"220.05")
    tables = [[Cell("scale 的 revenue_10k_cny（2024Q4·12 家）= 1473312.345678", 1473312.345678, True)]]
    assert total.whole == ("147.331234568",)
    assert explained({total: "1-overview", other: "1-overview"}, iter(tables)) == [other]
    said = capsys.readouterr().out
    assert "不该有：220.05 在 /overview" in said
    assert "scale 的 revenue_10k_cny（2024Q4·12 家）= 1473312.345678：147.33 在 /overview" in said


def test_a_short_number_is_not_excused_by_some_cell_it_could_be_a_rounding_of():
    """Among ten thousand cells one always rounds to it; only a number that has no more digits itself is the number."""
    hit = Hit("147.33")
    assert named([hit], iter([[Cell("某格", 147.331234, True)]])) == {}
    assert named([hit], iter([[Cell("规划数", 147.33, True)]])) == {hit: "规划数"}


def test_a_short_number_is_excused_in_its_own_line():
    """Three numbers beside it, in a machine's form, are quarters of the same series; beside one only it is a chance."""
    line = [1.26984, 1.53701, 1.65214, 1.47331]
    cells = [Cell(f"第{n}季", value * 10_000, True, ("scale",)) for n, value in enumerate(line)]
    search = Search(holding(Decimal("14733.328164")))
    [inside] = search.hits(struct.pack("<4d", 1.2698, 1.537, 1.6521, 1.4733))
    [written] = search.hits(b"1.2698\n1.5370\n1.6521\n1.4733")
    [alone] = search.hits(struct.pack("<2d", 1.2698, 1.4733))
    told = "第3季，旁边的也在这一列"
    assert named([inside, written, alone], iter([cells])) == {inside: told, written: told}


def test_a_number_in_a_table_of_many_columns_is_excused_by_the_rows_above_and_below():
    """Five numbers of its column a few hundred bytes away name it; four don't."""
    line = [0.126984, 0.153701, 0.165214, 0.201633, 0.218875, 0.147331]
    cells = [Cell(f"第{n}组", value, False, ("gini",)) for n, value in enumerate(line)]
    search = Search(holding(Decimal("1473.314")))
    gap = b"</v></c>" + b"x" * 90
    [inside] = search.hits(gap.join(f"{value + 4e-10:.6f}".encode() for value in line))
    [short_of] = search.hits(gap.join(f"{value + 4e-10:.6f}".encode() for value in line[1:]))
    shifted = [Cell(cell.name, cell.value + 4e-7, False, cell.series) for cell in cells]
    assert named([inside], iter([shifted])) == {inside: "第5组，旁边的也在这一列"}
    assert named([short_of], iter([shifted])) == {}


def test_the_same_number_elsewhere_in_the_same_piece_is_the_same_one():
    """The end of an axis is the number its chart's data has; in another piece it stays without a name."""
    drawn = Hit("<f8 147.33", b"data")
    axis = Hit("147.33", b'"domain": [-32.11, 147.33]')
    tables = [[Cell("growth 的 comparable_pct（35 家）", 147.33, False)]]
    elsewhere = Hit("147.33", b"elsewhere", beside=("1",))
    assert explained({drawn: "1-home", axis: "1-home"}, iter(tables)) == []
    untold = [[Cell("growth", 147.3312, False, ("line",)), *(Cell("", n, False, ("line",)) for n in (1.5, 2.5, 3.5))]]
    drawn = Hit("<f8 147.33", b"data", beside=("1.5", "2.5", "3.5"))
    found = {drawn: "1-home", axis: "1-home", elsewhere: "2-home"}
    assert explained(found, iter(untold)) == [elsewhere]


def test_a_share_does_not_excuse_an_amount_in_another_unit():
    """A percentage of 1473312.345678 would be 147.331234568 in 亿元 only if it were money."""
    assert named([Hit("147.331234568")], iter([[Cell("share_pct", 1473312.345678, False)]])) == {}


def test_a_coordinate_is_told_by_its_place():
    """Inside the path of a picture a number is a place; as words of it, it isn't."""
    assert by_place(Hit("147.33", b'<path d="M10.2,147.33L9')) == "图上的坐标"
    assert by_place(Hit("147.33", b"7,158.7L55.54,122.38L106.037,147.33Z")) == "图上的坐标"
    assert by_place(Hit("147.33", b'<path d="M10"/><text x="3">147.33</text>')) == ""
    assert by_place(Hit("8394.5", b'text-anchor="end" transform="translate(-8,394.5)"')) == "图上的坐标"
    assert by_place(Hit("8394.5", b"<text>8,394.5</text>")) == ""


def test_the_moment_of_a_log_line_is_told_by_its_place():
    """Seconds and thousandths after a day and minutes; the same digits after anything else are no moment."""
    assert by_place(Hit("35.928", b"2026-11-22 01:22:35.928 INFO")) == "时刻"
    assert by_place(Hit("35.928", b"revenue 35.928 INFO")) == ""


def test_a_copy_has_every_amount_down_to_the_cent(tmp_path):
    """Told twice it is the same, restated it differs, zero stays; the filings load as before, no two firms agree."""
    assert tailed("A", "2025Q4", "revenue", Decimal("8000.00")) == tailed("A", "2025Q4", "revenue", Decimal(8000))
    assert tailed("A", "2025Q4", "revenue", Decimal(8000)) != tailed("B", "2025Q4", "revenue", Decimal(8000))
    assert -1 < tailed("A", "2025Q4", "revenue", Decimal("-0.5")) < -Decimal("0.5")
    small = write_data(tmp_path / "small", is_demo=False, periods=["2025Q4", "2026Q1"], is_prepared=False)
    distinct_copy(small, tmp_path / "data")
    before, after = firms_of(small), firms_of(tmp_path / "data")
    assert [firm.words for firm in before.values()] == [firm.words for firm in after.values()]
    figures = [amount for firm in after.values() for amount in firm.figures]
    assert len(figures) == len(set(figures)) == sum(len(firm.figures) for firm in before.values())
    assert {len(f"{Decimal(amount).normalize():f}".partition(".")[2]) for amount in after[credit_code(0)].figures} == {
        6
    }
