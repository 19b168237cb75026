"""网页外壳。"""

import re
import tomllib
from pathlib import Path

import streamlit

from pages.ui.shell import chinese_index, chrome_script

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
