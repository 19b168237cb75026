"""真浏览器里登录一遍：登录、看、下载、退出。"""

import shutil

import pytest

from access import accounts
from tests.access.server import PASSWORD

pytestmark = pytest.mark.browser
READY = (
    "() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"
    " && document.querySelectorAll('[data-testid=stMain] h1').length > 0"
)


@pytest.fixture
def page(port):
    """A fresh browser window; complaints of its console and requests to other hosts fail the test."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="需要 requirements-dev.txt 里的 playwright")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.fail("没有 Chromium，浏览器测试跑不了。请安装：apt-get install chromium fonts-noto-cjk")
    said, outside = [], []
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1366, "height": 900}, locale="zh-CN")
        opened = context.new_page()
        ours = (f"http://127.0.0.1:{port}", f"ws://127.0.0.1:{port}", "data:", "blob:")
        opened.on("console", lambda one: said.append(one.text) if "Content Security Policy" in one.text else None)
        opened.on("request", lambda one: outside.append(one.url) if not one.url.startswith(ours) else None)
        yield opened
        browser.close()
    assert (said, outside) == ([], [])


def enter(page, port, name, path="/"):
    page.goto(f"http://127.0.0.1:{port}{path}")
    page.get_by_label("账号").fill(name)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()


def test_one_signs_in_looks_downloads_and_signs_out(page, port):
    """A deep link leads to the form, the form back to the link; a figure can be taken along; signing out ends it."""
    enter(page, port, "leader1", "/structure")
    page.wait_for_function(READY, timeout=60_000)
    assert page.url.endswith("/structure")
    page.get_by_text("表、口径、下载").first.click()
    with page.expect_download(timeout=60_000) as coming:
        page.get_by_role("button", name="CSV").first.click()
    assert coming.value.suggested_filename.endswith(".csv")
    page.goto(f"http://127.0.0.1:{port}/sign-out")
    page.get_by_role("button", name="退出").click()
    page.wait_for_url("**/sign-in")
    page.goto(f"http://127.0.0.1:{port}/structure")
    assert "/sign-in?next=" in page.url


def test_a_wrong_password_is_said_in_chinese_and_the_name_is_kept(page, port):
    """Nothing in English, no script needed, readable on a phone."""
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"http://127.0.0.1:{port}/")
    page.get_by_label("账号").fill("王莉")
    page.get_by_label("密码").fill("Wrong-pass-1")
    page.get_by_role("button", name="登录").click()
    assert page.get_by_role("alert").inner_text() == "账号或密码不对。"
    assert page.get_by_label("账号").input_value() == "王莉"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("document.scripts.length") == 0


def test_one_changes_ones_own_password(page, port, data):
    """The rules are said at once, and so is that it was changed; then the new one counts, other sign-ins are over."""
    accounts.add(data, "changer", "leader", PASSWORD)
    enter(page, port, "changer", "/password")
    page.goto(f"http://127.0.0.1:{port}/password")
    for label, words in (("现在的密码", PASSWORD), ("新密码", "short"), ("再写一遍", "short")):
        page.get_by_label(label).fill(words)
    page.get_by_role("button", name="改密码").click()
    assert "至少 10 个字符" in page.get_by_role("alert").inner_text()
    for label, words in (("现在的密码", PASSWORD), ("新密码", "Brand-new-77x"), ("再写一遍", "Brand-new-77x")):
        page.get_by_label(label).fill(words)
    page.get_by_role("button", name="改密码").click()
    page.get_by_text("密码改好了。").wait_for(timeout=60_000)
    page.get_by_role("link", name="回到总览").click()
    page.wait_for_function(READY, timeout=60_000)
    assert accounts.password_fits(data, "changer", "Brand-new-77x")
    assert accounts.password_fits(data, "changer", PASSWORD) is None


def test_an_account_disabled_with_its_page_open_is_led_to_sign_in(page, port, data):
    """No English box: within seconds the form, and in it the way back to the page."""
    accounts.add(data, "leaving", "leader", PASSWORD)
    enter(page, port, "leaving", "/structure")
    page.wait_for_function(READY, timeout=60_000)
    accounts.set_disabled(data, "leaving", is_disabled=True)
    page.wait_for_url("**/sign-in?next=%2Fstructure", timeout=60_000)
    assert page.get_by_label("账号").is_visible()


def test_a_part_of_the_page_that_cannot_be_fetched_is_said_in_chinese(page, port):
    """A part loaded only when it is drawn fails to come: a Chinese sentence, while the sign-in holds."""
    page.route("**/static/js/DataFrame*.js", lambda route: route.abort())
    enter(page, port, "leader1", "/enterprises")
    page.get_by_text("页面的一部分没有取到").first.wait_for(timeout=60_000)
    assert page.get_by_text("dynamically imported").count() == 0
    assert page.url.endswith("/enterprises")
