"""规则目录。"""

import ast
import re
import string
from decimal import Decimal
from pathlib import Path

import pytest

from etl.rule import FILE, LEVELS, SCOPES, issue, limit, rules, said, words_of

ETL = Path(__file__).parents[2] / "etl"
_NAMES_A_RULE = {"Issue", "issue", "_issue", "said", "set_aside", "row_findings", "refusal", "_outside"}
_READING = re.compile(r"[EW]_[A-Z_]+")


def trees():
    """Every module of etl, parsed."""
    return [ast.parse(path.read_text(encoding="utf-8")) for path in sorted(ETL.rglob("*.py"))]


def used():
    """Rule codes that stand in the program: the first word of a call that makes a finding, and the reading codes."""
    found = set()
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in _NAMES_A_RULE and isinstance(node.args[0].value, str):
                    found.add(node.args[0].value)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _READING.fullmatch(node.value):
                found.add(node.value)
    return found


def test_every_rule_the_program_names_is_in_the_catalog():
    """程序里说得出的每个代号，目录里都有。"""
    assert used() - rules().keys() == set()


def test_every_rule_of_the_catalog_is_used():
    """目录里的每一条，程序里都用得着。"""
    words = {node.value for tree in trees() for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert {name for name in rules() if name not in words} == set()


@pytest.mark.parametrize("name", rules())
def test_an_entry_is_whole(name):
    """每条都有轻重、范围、标题；要么话在目录里，要么办法在；门槛都是正数。"""
    rule = rules()[name]
    assert rule.level in LEVELS
    assert rule.scope in SCOPES
    assert 2 <= len(rule.title) <= 16
    assert rule.message or rule.remedy
    assert rule.message == "" or rule.message.endswith(("；", "。", "}"))
    assert rule.remedy == "" or rule.remedy.endswith(("。", "}"))
    numbers = [each for value in rule.limits.values() for each in (value if isinstance(value, list) else [value])]
    assert all(number > 0 for number in numbers)


@pytest.mark.parametrize("name", rules())
def test_the_templates_take_values_as_plain_text(name):
    """模板里只有简单的 {名字}，值里带花括号也只是文字。"""
    rule = rules()[name]
    names = [field for _text, field, _spec, _how in string.Formatter().parse(rule.message + rule.remedy) if field]
    assert all(field.isidentifier() for field in names)
    assert said(name, **dict.fromkeys(names, "{0.__class__}")).count("{0.__class__}") == len(names)


def test_a_finding_takes_level_and_words_from_the_catalog():
    """轻重、说法、办法都从目录来；牵涉的钱按万元带着。"""
    found = issue("number", sheet="表", cell="C4", row=4, column="营业收入", value="三百", stake=Decimal("1.5"))
    assert (found.rule, found.severity) == ("number", "error")
    assert found.message == "“三百”不是数；请填数字，没有数的留空或填“—”。"
    assert found.as_dict()["stake_10k_cny"] == 1.5


def test_an_unknown_rule_or_a_missing_value_is_a_mistake_of_ours():
    """没有的规则、少给的值，当场出错，不会说半句话。"""
    with pytest.raises(KeyError):
        issue("no_such_rule")
    with pytest.raises(KeyError):
        said("unknown_column")
    assert limit("revenue_per_head", "highest") == 5000


def test_the_words_of_the_catalog_are_collected_for_translation():
    """make words 收得到目录里的每句话。"""
    with FILE.open("rb") as file:
        words = [word for _line, _name, word, _comments in words_of(file, (), (), options={})]
    assert len(words) > 2 * len(rules())
    assert "信用代码校验位不符" in words
