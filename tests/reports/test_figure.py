"""reports/figure.py：一张图带走。"""

import csv
import io

import pandas as pd
import pytest
from PIL import Image

from reports import figure as export


def _rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_a_png_is_wide_white_and_not_blank(figure_of):
    """960 像素按两倍出图；四角是白的，中间有墨。"""
    image = Image.open(io.BytesIO(export.png(figure_of()))).convert("RGB")
    assert image.width == 1920
    assert [image.getpixel(at) for at in ((0, 0), (1919, 0), (0, image.height - 1))] == [(255, 255, 255)] * 3
    assert (0x1F, 0x5F, 0xA8) in {colour for _count, colour in image.getcolors(1 << 24) or []}


def test_an_svg_says_everything_about_itself_in_chinese(figure_of):
    """题、单位、来源、截至期、版本、口径与图上的名称都在文件里，仍是文字。"""
    text = export.svg(figure_of(is_demo=True)).decode()
    for word in (
        "软件业营业收入最大",
        "营业收入（亿元）",
        "区级季报（本期累计）",
        "2026年1-9月",
        "a1b2c3d4e5f6",
        "未报的企业不计入",
        "演示数据，非真实企业",
        "数字创意",
        "—（依法不公布）",
    ):
        assert word in text


def test_a_figure_of_filed_data_is_not_called_a_demo(figure_of):
    """真实数据的图上没有演示字样。"""
    assert "演示数据" not in export.svg(figure_of()).decode()


def test_markup_in_a_name_stays_text(figure_of):
    """标题里的尖括号与控制字符不成为标记，文件仍画得出。"""
    assert export.png(figure_of(title="甲<script>&\x00乙", alt='"引号"')).startswith(b"\x89PNG")


def test_a_csv_is_one_tidy_table_with_its_account_in_the_last_columns(figure_of):
    """首行即表头；数仍是数，不知道的空着；每行都带来源与口径。"""
    data = export.csv(figure_of())
    assert data.startswith("\ufeff集群,营业收入（亿元）,说明,图题,".encode())
    rows = _rows(data)
    assert [(row["集群"], row["营业收入（亿元）"]) for row in rows] == [
        ("软件", "123.4567"),
        ("数字创意", "-0.5"),
        ("集成电路", ""),
    ]
    assert {(row["数据来源"], row["数据版本"], row["截至期"], row["数据性质"]) for row in rows} == {
        ("区级季报（本期累计）", "a1b2c3d4e5f6", "2026年1-9月", "填报数据")
    }
    table = pd.read_csv(io.BytesIO(data), encoding="utf-8-sig")
    assert table["营业收入（亿元）"].dropna().tolist() == [123.4567, -0.5]


def test_an_empty_figure_keeps_its_account(figure_of):
    """没有行的表也说得清自己是什么。"""
    (row,) = _rows(export.csv(figure_of(table=figure_of().table.head(0))))
    assert (row["集群"], row["图题"]) == ("", "软件业营业收入最大")


def test_a_column_called_like_the_account_is_kept_beside_it(figure_of):
    """表里本来就有“数据来源”一列时两列都在。"""
    (row,) = _rows(export.csv(figure_of(table=pd.DataFrame({"数据来源": ["甲表"]}))))
    assert (row["数据来源"], row["数据来源（图）"]) == ("甲表", "区级季报（本期累计）")


def test_a_dangerous_name_or_header_is_disarmed_and_a_negative_number_is_not(figure_of):
    """文字前加 '，数原样；表头也一样。"""
    table = pd.DataFrame({"=企业": ["=1+1", "＝1+1"], "增量": [-4.25, 1.0]})
    rows = _rows(export.csv(figure_of(table=table, source="@来源")))
    assert [(row["'=企业"], row["增量"], row["数据来源"]) for row in rows] == [
        ("'=1+1", "-4.25", "'@来源"),
        ("'＝1+1", "1", "'@来源"),
    ]


def test_numbers_are_never_written_with_an_exponent(figure_of):
    """1e16 会被 Excel 当成科学计数。"""
    (row,) = _rows(export.csv(figure_of(table=pd.DataFrame({"数": [1e16]}))))
    assert row["数"] == "10000000000000000"


def test_different_contents_never_share_a_file_name(figure_of):
    """faults.md §0.5：同长度的新旧文件曾因同名被换错；数、口径、版本一变名字就变。"""
    names = {
        export.file_name(figure, "csv")
        for figure in (
            figure_of(),
            figure_of(table=figure_of().table.replace("软件", "硬件")),
            figure_of(definition="另一种口径"),
            figure_of(version="ffffffffffff"),
            figure_of(spec=figure_of().spec | {"height": 1}),
        )
    }
    assert len(names) == 5
    assert export.file_name(figure_of(), "csv") == export.file_name(figure_of(), "csv")


def test_a_file_name_is_chinese_safe_and_says_demo(figure_of):
    """中文名、版本、八位摘要；没有路径与方向控制符。"""
    name = export.file_name(figure_of(name="..\\集群/营业\u202e收入:*?", is_demo=True), "png")
    assert name.startswith("演示数据_集群_营业收入_a1b2c3d4e5f6_")
    assert len(name.rpartition("_")[2]) == len("12345678.png")


def test_an_unknown_kind_is_refused(figure_of):
    """只有四种格式。"""
    with pytest.raises(ValueError, match="png、svg、csv、xlsx"):
        export.file_name(figure_of(), "pdf")


def test_the_same_figure_gives_the_same_bytes(figure_of):
    """页面按版本与图名缓存，所以同样的图必须是同样的字节。"""
    figure = figure_of()
    assert all(write(figure, "") == write(figure, "") for write in export.KINDS.values())
