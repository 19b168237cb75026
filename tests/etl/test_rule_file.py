"""人写的 TOML：写错的地方一次说全，没有一处是英文的出错记录。"""

import pytest

from etl.paths import PROJECT
from etl.rule_file import NUMBER, RuleFileError, entries, is_kind, mistyped, read_rules
from etl.tier_rules import load_tier_rules
from metrics.annual_target import load_annual_targets
from metrics.quality_rules import load_quality_rules

READERS = {"tiers.toml": load_tier_rules, "quality.toml": load_quality_rules, "pace.toml": load_annual_targets}


@pytest.mark.parametrize("name", list(READERS))
def test_the_files_shipped_are_right_and_a_broken_one_is_named(tmp_path, name):
    """Ours is read; half a line, other bytes, a folder, an empty file: each says the file's name."""
    assert READERS[name](PROJECT / "data" / name)
    for place, content in enumerate([b"x = [", b"\xff\xfe", b"", None]):
        file = tmp_path / str(place) / name
        file.parent.mkdir()
        file.mkdir() if content is None else file.write_bytes(content)
        with pytest.raises(RuleFileError, match=name):
            READERS[name](file)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("tiers.toml", "sort = 1\n", 'sort = "1"\n', "第1段 [[tier]] · sort · 1：应为整数"),
        ("tiers.toml", "floor_10k_cny = 1000000\n", "", "两者写一"),
        ("tiers.toml", "reach_pct = 80", "reach = 80", "[pool] · reach_pct · （空）：必填"),
        ("tiers.toml", "is_entry = true", "is_entry = 1", "第1段 [[line]] · is_entry · 1：应为true 或 false"),
        ("tiers.toml", "[pool]", "[pools]", "tiers.toml · pools · …：没有这一段"),
        ("quality.toml", 'q1 = "04-25"', 'q1 = "4月25日"', "[due] · q1 · 4月25日：应为月-日"),
        ("quality.toml", 'q2 = "07-25"\n', "", "[due] · q2 · （空）：必填"),
        ("quality.toml", "medium = 98", 'medium = "98"', "第1段 [[line]] · medium · 98：应为数"),
        ("quality.toml", '"filed_pct"', '"filed"', "第1段 [[line]] · measure · filed：只能是"),
        ("quality.toml", "填报率{value}", "填报率{number}", "要写着 {value}"),
        (
            "pace.toml",
            "growth_pct = 0",
            "growth = 0",
            "[default] · growth · 0：没有这个键；可用的有：growth_pct、words",
        ),
        ("pace.toml", "growth_pct = 0", "growth_pct = true", "[default] · growth_pct · True：应为数"),
    ],
)
def test_each_mistake_says_place_key_value_and_what_to_write(tmp_path, name, old, new, said):
    """One thing put wrong in the shipped file: one sentence about it."""
    text = (PROJECT / "data" / name).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RuleFileError) as told:
        READERS[name](tmp_path / name)
    assert any(said in problem for problem in told.value.problems), told.value.problems


def test_all_mistakes_are_told_at_once(tmp_path):
    """Two years, each wrong in its own way."""
    file = tmp_path / "pace.toml"
    file.write_text('default = {growth_pct = 0, words = "平"}\n[[year]]\nyear = "2026"\n[[year]]\nyear = 2027\n')
    with pytest.raises(RuleFileError) as told:
        load_annual_targets(file)
    assert sum("第1段 [[year]]" in problem for problem in told.value.problems) == 3
    assert sum("第2段 [[year]]" in problem for problem in told.value.problems) == 2


def test_a_truth_is_no_number_and_a_table_is_a_table():
    """`true` is not 1; text where `[[line]]` should stand is told, not tripped over."""
    assert [is_kind(True, NUMBER), is_kind(True, bool), is_kind(1, int), is_kind(1.5, int)] == [
        False,
        True,
        True,
        False,
    ]
    ((place, entry),) = entries({"line": "甲"}, "line")
    assert list(mistyped(place, entry, {"a": str})) == ["第1段 [[line]] ·  · 甲：应为一段 键 = 值；请改写"]


def test_without_further_rules_only_the_toml_is_looked_at(tmp_path):
    """What is in it comes back as written."""
    (tmp_path / "甲.toml").write_text("a = 1\n", encoding="utf-8")
    assert read_rules(tmp_path / "甲.toml") == {"a": 1}
