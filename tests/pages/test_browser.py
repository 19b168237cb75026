"""真浏览器里走一遍：冷启动直达每一页、筛选、下载、全中文、不出本机。"""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from etl.paths import BEIJING
from tests.pages.small_data import credit_code

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
PATHS = ["/", "/clusters", f"/enterprises?enterprise={credit_code(0)}", "/gaps?target=000-029", "/filings"]
WIDTHS = [1440, 390]
_MAY_BE_LATIN = re.compile(
    r"python -m etl \w+|[0-9A-Za-z一-龥—-]+\.(?:xlsx|csv)|[0-9A-Z]{18}|\d{8}T\d{9}Z-[0-9a-f]{6}|[0-9a-f]{12}"
    r"|PNG|SVG|CSV|XLSX|IT|\d+ ?[PM]"
)
_NO_ICONS = "[data-testid=stIconMaterial] { display: none }"  # 图标字体的连字，看见的是图标，不是字


def _chromium() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    pytest.fail("没有 Chromium，浏览器测试跑不了。请安装：apt-get install chromium fonts-noto-cjk")


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def address(demo_folder):
    """A cold server of our own over the small data; stopped at the end."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    environment = {**os.environ, "CLUSTERS_DATA": str(demo_folder)}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as server:
        try:
            yield _ready(f"http://127.0.0.1:{port}", server)
        finally:
            server.terminate()


def _ready(address: str, server: subprocess.Popen) -> str:
    for _try in range(120):
        try:
            with urllib.request.urlopen(f"{address}/livez", timeout=2):
                return address
        except (urllib.error.URLError, TimeoutError):
            if server.poll() is not None:
                break
            time.sleep(0.25)
    pytest.fail("服务没有起来：python -m streamlit run app.py")


@pytest.fixture(scope="module")
def browser():
    sync_api = pytest.importorskip("playwright.sync_api", reason="需要 requirements-dev.txt 里的 playwright")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def visit(browser, address):
    """Open a path in a new context; answers the page once the script has run. Requests elsewhere fail the test."""
    contexts, outside = [], []

    def go(path: str, width: int = 1440):
        context = browser.new_context(viewport={"width": width, "height": 2600}, locale="zh-CN")
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda sent: outside.append(sent.url) if _is_outside(sent.url, address) else None)
        page.goto(address + path)
        return settled(page)

    yield go
    for context in contexts:
        context.close()
    assert outside == []


def _is_outside(url: str, address: str) -> bool:
    return not url.startswith((address, address.replace("http", "ws", 1), "data:", "blob:"))


def settled(page):
    page.wait_for_function(
        "() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"
        " && document.querySelectorAll('[data-testid=stMain] h1').length > 0",
        timeout=60_000,
    )
    page.wait_for_timeout(600)
    return page


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PATHS)
def test_a_deep_link_opens_its_page_in_chinese_within_the_width(visit, path, width):
    """On a server just started every link opens its own page: Chinese, no error, nothing wider than the screen."""
    page = visit(path, width)
    page.add_style_tag(content=_NO_ICONS)
    said = page.locator("body").inner_text()
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert page.url.endswith(path)
    assert "没有算出来" not in said
    assert re.findall(r"[A-Za-z]{3,}|\bNone\b|\bnan\b", _MAY_BE_LATIN.sub("", said)) == []
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width


@pytest.mark.parametrize(("path", "control"), [("/enterprises", "stDataFrame"), ("/", "stVegaLiteChart")])
def test_labels_nobody_sees_are_chinese_too(visit, path, control):
    """Names read by a screen reader, hover titles and placeholders of the built-in controls."""
    page = visit(path)
    page.locator(f"[data-testid={control}]").first.hover()
    page.wait_for_timeout(400)
    labels = page.evaluate(
        "[...document.querySelectorAll('[data-testid=stApp] *')].flatMap(e => ['aria-label', 'title', 'placeholder']"
        ".map(name => e.getAttribute(name))).filter(Boolean)"
    )
    assert [label for label in labels if re.search(r"[A-Za-z]{3,}", _MAY_BE_LATIN.sub("", label))] == []


def test_a_filter_goes_into_the_link_and_along_to_the_next_page(visit):
    """Choosing a period writes it into the address; another page opened from the menu keeps it there."""
    page = visit("/")
    page.get_by_role("combobox").first.click()
    page.get_by_role("option", name="2026年1-6月").click()
    settled(page)
    assert "period=2026Q2" in page.url
    page.get_by_role("link", name="集群").click()
    page.wait_for_url("**/clusters?**")
    settled(page)
    assert "period=2026Q2" in page.url
    assert "2026年1-6月" in page.locator("[data-testid=stMain]").inner_text()


def test_a_day_in_the_address_stays_while_turning_pages(visit):
    """?as_of is carried along until somebody goes back to now."""
    today = f"{datetime.now(BEIJING):%Y-%m-%d}"
    page = visit(f"/filings?as_of={today}")
    page.get_by_role("link", name="目标差距").click()
    page.wait_for_url("**/gaps?**")
    settled(page)
    assert f"as_of={today}" in page.url
    page.get_by_role("button", name="回到现在").click()
    settled(page)
    assert "as_of" not in page.url


@pytest.mark.parametrize(
    ("kind", "magic"), [("PNG", b"\x89PNG"), ("SVG", b"<svg"), ("CSV", b"\xef\xbb\xbf"), ("XLSX", b"PK")]
)
def test_a_chart_can_be_taken_away(visit, tmp_path, kind, magic):
    """The four files come from the block under the chart, named by version, and are what they say."""
    page = visit("/")
    page.get_by_text("表、口径、下载").first.click()
    button = page.get_by_role("button", name=kind, exact=True)
    button.wait_for()
    with page.expect_download() as caught:
        button.click()
    file = tmp_path / caught.value.suggested_filename
    caught.value.save_as(file)
    assert file.name.startswith("演示")
    assert file.suffix == f".{kind.lower()}"
    assert file.read_bytes().lstrip().startswith(magic)


def test_a_row_opens_the_firm(visit):
    """Choosing the first row of the list puts its code into the address and shows the firm."""
    page = visit("/enterprises")
    table = page.locator("[data-testid=stDataFrame]").bounding_box()
    page.mouse.click(table["x"] + 18, table["y"] + 54)
    page.wait_for_url("**enterprise=**")
    settled(page)
    assert "每个数的出处" in page.locator("[data-testid=stMain]").inner_text()
    page.get_by_role("button", name="返回名单").click()
    settled(page)
    assert "enterprise=" not in page.url


def test_health_is_told_and_pages_carry_security_headers(address):
    """/livez and /readyz answer 200; every answer forbids framing by others and foreign content."""
    for path in ("/livez", "/readyz"):
        with urllib.request.urlopen(address + path, timeout=10) as answer:
            assert answer.status == 200
            assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
            assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_overviews_own_name_leads_home_with_its_filters(address):
    """/overview?period=2026Q1 is the home page with the same filter."""
    with urllib.request.urlopen(f"{address}/overview?period=2026Q1", timeout=10) as answer:
        assert answer.url == f"{address}/?period=2026Q1"
