"""网页外壳。"""

import re
import tomllib
from pathlib import Path

import streamlit

from pages.ui.shell import PARTS, chinese_index, chrome_script

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
CHROME = Path(__file__).parents[3] / "pages" / "ui" / "chrome.toml"


def test_streamlits_page_becomes_a_chinese_one():
    """Language, title and the note without JavaScript are Chinese; our script comes before any of theirs."""
    html = chinese_index(INDEX.read_text(encoding="utf-8"))
    assert '<html lang="zh-CN">' in html
    assert "<title>产业一网通览</title>" in html
    assert "You need to enable JavaScript" not in html
    assert html.index("chrome.js") < html.index("static/js/index.")


def test_no_inline_script_is_left():
    """The security policy forbids inline scripts, so there must be none."""
    html = chinese_index(INDEX.read_text(encoding="utf-8"))
    assert re.findall(r"<script(?![^>]*src=)[^>]*>", html) == []


def test_our_files_may_be_kept_for_good():
    """Their address carries a mark of their content, so a browser asks for them once and never sees an old one."""
    html = chinese_index(INDEX.read_text(encoding="utf-8"))
    assert re.search(r"\./chrome\.js\?[0-9a-f]{12}", html)
    assert re.search(r"\./style\.css\?[0-9a-f]{12}", html)


def test_the_parts_of_every_page_are_fetched_early():
    """A file for each part that is drawn with on every page, and for all they import beside the page itself."""
    html = chinese_index(INDEX.read_text(encoding="utf-8"))
    theirs = INDEX.read_text(encoding="utf-8")
    early = set(re.findall(r'rel="modulepreload"[^>]*href="\./(static/js/[^"]+)"', html))
    ours = {name for name in early if name not in theirs}
    assert {name.split("/")[-1].split(".")[0] for name in ours} >= set(PARTS)
    assert all((INDEX.parent / name).is_file() for name in ours)
    chart = next((INDEX.parent / name).read_text(encoding="utf-8") for name in ours if "/ArrowVegaLiteChart." in name)
    imported = {f"static/js/{name}" for name in re.findall(r'from"\./([\w.-]+\.js)"', chart)}
    assert len(imported) > 10
    assert [name for name in imported - early if name not in theirs] == []


def test_the_dictionary_is_written_into_the_script():
    """Every entry reaches the browser, and nothing of the placeholders stays."""
    script = chrome_script()
    book = tomllib.loads(CHROME.read_text(encoding="utf-8"))
    assert all(chinese in script for chinese in book["words"].values())
    assert "WORDS" not in script.split("*/")[-1].split("(() =>")[1]
    assert "PATTERNS" not in script.split("(() =>")[1]


def test_every_pattern_is_a_regular_expression():
    """A broken pattern would stop the whole script in the browser."""
    book = tomllib.loads(CHROME.read_text(encoding="utf-8"))
    for pattern in book["patterns"]:
        assert re.compile(pattern).pattern.startswith("^")
