"""一份报表从拖进来到撤回，在真浏览器里走完。"""

import re
import shutil
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from etl.source import find_source
from etl.template import write_template
from etl.write.ledger import read_ledger
from tests.pages.small_data import SUBDISTRICTS, credit_code, enterprise, revenue
from tests.screenshots import server

pytestmark = pytest.mark.browser
PERIOD = "2026Q3"
SLOW = 30_000  # 毫秒


def _chromium() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    pytest.fail("没有 Chromium，浏览器测试跑不了。请安装：apt-get install chromium fonts-noto-cjk")


@pytest.fixture
def data(demo_folder, tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(demo_folder, folder)
    return folder


@pytest.fixture
def page(data):
    sync_api = pytest.importorskip("playwright.sync_api", reason="需要 requirements-dev.txt 里的 playwright")
    with server(data) as address, sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
        opened = browser.new_page(base_url=address, viewport={"width": 1440, "height": 2600}, locale="zh-CN")
        opened.set_default_timeout(SLOW)
        yield opened
        browser.close()


def template(folder: Path, data: Path) -> Path:
    """The form of 千佛山街道 as handed out, filled: 1 and 4 as on the books, 7 for the first time."""
    file = folder / "季度营收_千佛山街道.xlsx"
    write_template(find_source("季度营收"), file, data, period=PERIOD, own={"subdistrict": (SUBDISTRICTS[1],)})
    book = load_workbook(file)
    sheet = book.worksheets[0]
    header = next(row for row in sheet.iter_rows() if str(row[0].value).startswith("统一社会信用代码"))
    at = next(
        place
        for place, cell in enumerate(header, start=1)
        if str(cell.value).startswith("营业收入") and "上年" not in str(cell.value)
    )
    numbers = {credit_code(number): number for number in range(10)}
    for place, row in enumerate(sheet.iter_rows(), start=1):
        if (number := numbers.get(str(row[0].value))) is not None:
            sheet.cell(place, at, revenue(number, PERIOD))
    book.save(file)
    return file


def messy(folder: Path) -> Path:
    """Two header rows, 万元, a header that is none of ours, and a credit code whose last sign is wrong in B6."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "9月"
    sheet.append(["智远街道2026年1-9月企业营收（演示数据）"])
    sheet.append(["单位：万元"])
    sheet.append(["序号", "信用代码", "单位", "营业收入", None])
    sheet.append([None, None, None, "本期累计", "上年同期"])
    sheet.merge_cells("D3:E3")
    for place, number in enumerate((2, 5)):
        code = credit_code(number)
        wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
        sheet.append(
            [place + 1, wrong if number == 5 else code, enterprise(number), revenue(number, PERIOD) + 100, 9000]
        )
    file = folder / "智远街道9月.xlsx"
    book.save(file)
    return file


def hostile(folder: Path) -> Path:
    """A few hundred kilobytes that unpack to four hundred million."""
    file = folder / "大表.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 400_000_000)
    return file


def drop(page, *files: Path) -> None:
    page.set_input_files("input[type=file]", [str(file) for file in files])


def say(page, *words: str) -> None:
    """Wait until these words stand on the page."""
    for one in words:
        page.get_by_text(one).first.wait_for()


def pick(page, label: str | re.Pattern, option: str) -> None:
    page.get_by_role("combobox", name=label).first.click()
    page.get_by_role("option", name=option).first.click()


def firms_on_overview(page) -> str:
    page.goto(f"/?period={PERIOD}")
    figure = page.get_by_test_id("stMetric").filter(has_text="填报企业").get_by_test_id("stMetricValue")
    figure.wait_for()
    return figure.inner_text().strip()


def test_from_a_drop_to_an_undo(page, data, tmp_path):
    """Three files: one bombs, one is messy, one is a filled template. What is mended and accepted shows on 总览."""
    assert firms_on_overview(page) == "9"
    page.goto(f"/upload?collect={PERIOD}")
    say(page, "收件箱是空的")
    drop(page, template(tmp_path, data), messy(tmp_path), hostile(tmp_path))
    say(page, "收件箱里有3份文件：1份要回答，1份拒收，1份可以收")

    pick(page, "细看哪一份", "大表")
    say(page, "还没有认出是哪种报表")
    page.get_by_role("button", name="移出收件箱").click()
    say(page, "收件箱里有2份文件")

    pick(page, "细看哪一份", "智远街道9月")
    pick(page, re.compile("表头“单位”"), "企业名称")
    page.get_by_role("button", name="按这样读").first.click()
    say(page, "收1 + 搁置1")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载标注好的表").click()
    marked = tmp_path / "智远街道9月（改）.xlsx"
    download.value.save_as(marked)
    book = load_workbook(marked)
    assert "校验位" in book["9月"]["B6"].comment.text
    assert book["9月"]["D3"].value == "营业收入"
    book["9月"]["B6"] = credit_code(5)
    book.save(marked)
    page.get_by_role("button", name="移出收件箱").click()
    say(page, "收件箱里有1份文件")

    drop(page, marked)
    pick(page, re.compile("表头“单位”"), "企业名称")
    page.get_by_role("button", name="按这样读").first.click()
    say(page, "收2 + 搁置0", "收下会怎样", "本期首报1家，改动已报过的")
    filings = len(read_ledger(data))
    page.get_by_label("经手人").fill("王敏")
    say(page, "按回车键确认")
    page.keyboard.press("Enter")
    for box in page.get_by_label(re.compile("为什么可以收")).all():
        box.fill("街道已核实")
        page.keyboard.press("Enter")
        page.wait_for_timeout(500)
    page.get_by_role("button", name="收下2份").click()
    say(page, "收件箱是空的", "已收下")
    assert len(read_ledger(data)) == filings + 2
    assert firms_on_overview(page) == "10"

    page.goto("/filings")
    pick(page, "撤回哪一份", "季度营收_千佛山街道")
    page.get_by_label("理由").fill("街道来电，要重报")
    page.get_by_role("textbox", name="经手人").fill("李工")
    page.keyboard.press("Enter")  # 只当选字，不当撤回
    assert page.get_by_text("Press").count() == 0
    page.get_by_role("button", name="撤回").click()
    say(page, "已撤回季度营收_千佛山街道.xlsx")
    assert firms_on_overview(page) == "9"


def test_a_table_wider_than_the_screen_says_so(page, data, tmp_path):
    """手机宽：收件箱的表右边露出“›”，滑到头就不见；一屏放得下的宽度上一直不露。"""
    page.set_viewport_size({"width": 390, "height": 1200})
    page.goto(f"/upload?collect={PERIOD}")
    say(page, "收件箱是空的")
    drop(page, template(tmp_path, data))
    say(page, "收件箱里有1份文件", "收下会怎样")
    assert _comes_to(page, lambda opacity: opacity > 0.9)
    page.evaluate("() => document.querySelector('.dvn-scroller').scrollTo(9999, 0)")
    assert _comes_to(page, lambda opacity: opacity < 0.1)
    page.set_viewport_size({"width": 1920, "height": 1200})
    assert _comes_to(page, lambda opacity: opacity < 0.1)
    assert page.locator(".dvn-scroller").first.evaluate("at => at.scrollWidth <= at.clientWidth + 1")


def _comes_to(page, is_so) -> bool:
    """Whether the sign's opacity comes to what is asked, within ten seconds."""
    table = page.locator('[data-testid="stDataFrameResizable"]').first
    for _turn in range(100):
        if is_so(float(table.evaluate("at => getComputedStyle(at, '::after').opacity"))):
            return True
        page.wait_for_timeout(100)  # 网页不许 eval，等也只能在这边等
    return False
