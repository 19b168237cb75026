"""只管一个集群的填报员：拿得到自己那一份模板，填好交回来一个问题也不问。"""

import shutil
import subprocess
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from etl.inbox import receive
from etl.look import look
from etl.source import find_source
from pages.books.templates import _written
from tests.pages.conftest import signed_in
from tests.pages.dropping import opened
from tests.pages.page_words import text
from tests.pages.small_data import CLUSTERS, SUBDISTRICTS, credit_code, enterprise, revenue

MINE = {"cluster": (CLUSTERS[1],)}  # 第 1、3、5、7 家
OWN = [1, 3, 5, 7]
PERIOD = "2026Q3"
NEEDS_OFFICE = pytest.mark.skipif(shutil.which("soffice") is None, reason="需要 LibreOffice（soffice）另存一遍")


@pytest.fixture
def as_clerk(data, monkeypatch):
    """张三, in charge of one cluster and of no sub-district."""
    monkeypatch.setattr("pages.ui.viewer.current_user", lambda *_asked: signed_in("clerk", **MINE))
    return data


@pytest.mark.usefixtures("as_clerk")
def test_a_clerk_of_a_cluster_is_offered_the_kinds_of_firms():
    """The form and the register for the cluster, nothing else to choose; published figures aren't a clerk's to file."""
    at = opened(part="templates")
    kinds, place = (next(box for box in at.selectbox if box.label == label) for label in ("种类", "发给谁"))
    assert kinds.options == ["企业名录", "季度营收"]
    assert place.options == [CLUSTERS[1]]
    assert "下载模板" in text(at).split("\n")


def test_a_clerk_of_several_parts_may_take_one_for_all_of_them(data, monkeypatch):
    """The sub-district, the cluster, or the firms of either in one workbook, each once."""
    both = {"subdistrict": (SUBDISTRICTS[1],), **MINE}
    monkeypatch.setattr("pages.ui.viewer.current_user", lambda *_asked: signed_in("clerk", **both))
    at = opened(part="templates")
    place = next(box for box in at.selectbox if box.label == "发给谁")
    assert place.options == [f"合起来一张：{CLUSTERS[1]}、{SUBDISTRICTS[1]}", SUBDISTRICTS[1], CLUSTERS[1]]
    listed = [number for number in range(10) if enterprise(number) in _words(_written(_kind(), data, PERIOD, both))]
    assert listed == [1, 3, 4, 5, 7]


@pytest.mark.parametrize("kind", ["季度营收", "企业名录"])
def test_a_template_of_a_cluster_names_its_firms_only(data, kind):
    """In every cell of every sheet, the hidden lists too."""
    said = _words(_written(find_source(kind), data, PERIOD, MINE))
    assert [number for number in range(10) if enterprise(number) in said] == OWN
    assert [number for number in range(10) if credit_code(number) in said] == OWN


def test_last_years_figures_of_the_cluster_are_filled_in(data):
    """The four firms with what they filed for 2025Q3."""
    book = load_workbook(BytesIO(_written(_kind(), data, PERIOD, MINE)))
    header, rows = _table(book)
    prior = header.index("营业收入上年同期累计")
    assert {row[0].value: row[prior].value for row in rows} == {
        credit_code(number): revenue(number, "2025Q3") for number in OWN
    }


@NEEDS_OFFICE
@pytest.mark.parametrize("kind", ["季度营收", "企业名录"])
def test_a_filled_template_of_a_cluster_loads_without_a_question(data, tmp_path, kind):
    """Filled, saved again by LibreOffice, dropped by whose cluster it is: ready, nothing asked, no warning."""
    file = tmp_path / "填好.xlsx"
    file.write_bytes(_filled(_written(find_source(kind), data, PERIOD, MINE)))
    saved = _saved_again(file, tmp_path / "office")
    [item] = receive(data, f"{kind}.xlsx", saved.read_bytes(), CLUSTERS[1], by="张三", scope=MINE)
    [found] = look(data, [item], expected_period=PERIOD)
    assert (found.source, found.questions, found.is_ready) == (kind, (), True), found.account.issues
    assert [issue.message for issue in found.account.issues if issue.severity != "note"] == []
    assert (found.account.rows_in, found.account.rows_kept) == (len(OWN), len(OWN))


def _kind():
    return find_source("季度营收")


def _words(content):
    book = load_workbook(BytesIO(content))
    return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)


def _table(book) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The header's words, without the marks of what is required, and the rows of cells that name a firm."""
    rows = list(book.worksheets[0].iter_rows())
    place = next(at for at, row in enumerate(rows) if str(row[0].value).startswith("统一社会信用代码"))
    return [str(cell.value).rstrip("*") for cell in rows[place]], [row for row in rows[place + 1 :] if row[0].value]


def _filled(content):
    """With this year's revenue, where the kind asks for one: everything as on the books or as it should be."""
    book = load_workbook(BytesIO(content))
    header, rows = _table(book)
    numbers = {credit_code(number): number for number in OWN}
    for row in rows if "营业收入" in header else ():
        row[header.index("营业收入")].value = revenue(numbers[row[0].value], PERIOD)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _saved_again(file, folder):
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / file.name
