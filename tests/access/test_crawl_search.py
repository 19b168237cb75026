"""找企业的办法自己靠得住：很小的数、凑整的数、包着的数都找得到；坐标与时刻看前后的字就知道。"""

import io
import struct
import zipfile
import zlib
from decimal import Decimal

from tests.access.crawl_books import firms_of
from tests.access.crawl_distinct import distinct_copy, tailed
from tests.access.crawl_files import unpacked
from tests.access.crawl_known import by_place
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
    assert hits(struct.pack("<d", -147.32), small) == ["<f8 -147.32"]


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


def test_a_coordinate_is_told_by_its_place():
    """Inside the path of a picture a number is a place; as words of it, it isn't."""
    assert by_place(Hit("147.33", b'<path d="M10.2,147.33L9')) == "图上的坐标"
    assert by_place(Hit("147.33", b"7,158.7L55.54,122.38L106.037,147.33Z")) == "图上的坐标"
    assert by_place(Hit("147.33", b'<path d="M10"/><text x="3">147.33</text>')) == ""
    assert by_place(Hit("8394.5", b'text-anchor="end" transform="translate(-8,394.5)"')) == "图上的坐标"
    assert by_place(Hit("8394.5", b"<text>8,394.5</text>")) == ""
    assert by_place(Hit("147.33", "行业C,0.078664,0.044231,147.33,12".encode())) == ""
    assert by_place(Hit("147.33", b"c3d1-147.33")) == ""


def test_the_end_of_a_text_read_as_a_machines_number_is_told_by_its_place():
    """18.5 and the zeros after it hold 3485240; between other machine's numbers, or of other bytes, it isn't told."""
    ending = struct.pack("<q", 3485240)
    [found] = Search(holding(Decimal("34852.4"))).hits(b"\x9214.61" + ending)
    assert (found.what, by_place(found)) == ("<i8 3485240", "一段文字的末尾")
    assert by_place(Hit("<i8 3485240", struct.pack("<2q", 7, 3485240))) == ""
    assert by_place(Hit("<i8 3485241", b"14.61" + struct.pack("<q", 3485241))) == "一段文字的末尾"
    assert by_place(Hit("<i8 3485440", b"14.61" + struct.pack("<q", 3485440))) == ""


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
