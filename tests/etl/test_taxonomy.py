"""产业分类文件读得进来，写错的地方逐条说明。"""

from pathlib import Path

import pytest

from etl.taxonomy import TaxonomyError, closed_list, folded, load_taxonomies, nearest

HEAD = """
title = "六大领域"
scope = "济南市历下区"
dimension = "field"
use = "enterprises"
source = "某规划"
overlapping = true
"""
SOFTWARE = """
[[entry]]
value = "软件"
class = "重点发展"
sort = 1
colour = "#1F5FA8"
aliases = ["软件业", "软 件 产 业"]
"""
CREATIVE = """
[[entry]]
value = "信创"
class = "积极发展"
sort = 2
colour = "#2B9C83"
quote = "发展信创"
line = 7
"""


def _write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def _problems(folder: Path, **files: str) -> list[str]:
    with pytest.raises(TaxonomyError) as caught:
        load_taxonomies(_write(folder, **files))
    return caught.value.problems


def test_a_file_becomes_a_taxonomy_in_its_order(tmp_path):
    """一个文件一张名单，按 sort 排列；没写 label 的图上就用名称。"""
    (taxonomy,) = load_taxonomies(_write(tmp_path, fields=HEAD + CREATIVE + SOFTWARE))
    assert (taxonomy.name, taxonomy.dimension, taxonomy.overlapping) == ("fields", "field", True)
    assert [(e.value, e.label, e.class_, e.line) for e in taxonomy.entries] == [
        ("软件", "软件", "重点发展", 0),
        ("信创", "信创", "积极发展", 7),
    ]


def test_an_empty_folder_has_no_taxonomies(tmp_path):
    """没有文件就是没有名单，不是错。"""
    assert load_taxonomies(tmp_path) == []


def test_a_closed_list_accepts_every_spelling(tmp_path):
    """别名归到正式名称；比对时不计空白、全角半角与大小写。"""
    taxonomies = load_taxonomies(_write(tmp_path, fields=HEAD + SOFTWARE))
    known = closed_list(taxonomies, "field")
    assert known == {"软件": "软件", "软件业": "软件", "软件产业": "软件"}
    assert known[folded(" 软件\u3000业 ")] == "软件"
    assert folded("生成式ＡＩ") == folded("生成式ai")


def test_published_lists_are_not_closed_lists_of_registers(tmp_path):
    """只用于公布数的名单不约束企业名录。"""
    head = HEAD.replace('"field"', '"city_chain"').replace('"enterprises"', '"published"')
    taxonomies = load_taxonomies(_write(tmp_path, city=head + SOFTWARE))
    assert closed_list(taxonomies, "city_chain") == {}
    assert closed_list(taxonomies, "field") == {}


def test_nearest_names_come_best_first():
    """打错一个字、少写几个字都找得到相近的名称；毫不相干的没有。"""
    known = ["软件和信息技术服务", "信息技术应用创新", "数字创意", "人工智能"]
    assert nearest("数字创艺", known)[0] == "数字创意"
    assert nearest("软件", known) == ["软件和信息技术服务"]
    assert nearest("房地产", known) == []
    assert nearest("", known) == []


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (HEAD.replace("title", "titel") + SOFTWARE, "a.toml · 表头 · titel · 六大领域：没有这个键"),
        (
            HEAD.replace('title = "六大领域"', "") + SOFTWARE,
            'a.toml · 表头 · title · （空）：必填；请补上，如 title = "',
        ),
        (HEAD.replace("true", '"是"') + SOFTWARE, "a.toml · 表头 · overlapping · 是：应为true 或 false"),
        (HEAD.replace('"enterprises"', '"both"') + SOFTWARE, "a.toml · 表头 · use · both：只能是 enterprises"),
        (HEAD.replace('"field"', '"colour"') + SOFTWARE, "a.toml · 表头 · dimension · colour：企业名录用的维度"),
        (HEAD, "a.toml · 表头 · entry · ：至少要有一个 [[entry]]"),
        (HEAD + SOFTWARE.replace("value", "name"), "a.toml · 第1项「」 · name · 软件：没有这个键"),
        (HEAD + SOFTWARE.replace("sort = 1", ""), "a.toml · 第1项「软件」 · sort · （空）：必填；请补上，如 sort = 1"),
        (HEAD + SOFTWARE.replace("sort = 1", 'sort = "1"'), "a.toml · 第1项「软件」 · sort · 1：应为整数"),
        (HEAD + SOFTWARE.replace("#1F5FA8", "#1f5fa8"), "a.toml · 第1项「软件」 · colour · #1f5fa8：应为 #"),
        (HEAD + SOFTWARE + 'carriers = "某园"', "a.toml · 第1项「软件」 · carriers · 某园：应为文字的列表"),
        (HEAD + SOFTWARE + "area = 3", "a.toml · 第1项「软件」 · area · 3：应为文字"),
        (HEAD + SOFTWARE + 'quote = "发展软件"', "a.toml · 第1项「软件」 · line · 0：引文与行号要一起给"),
        (HEAD + SOFTWARE + 'equivalents = ["甲"]', "a.toml · 第1项「软件」 · equivalents · ['甲']：应为“分类文件名"),
        (HEAD + SOFTWARE + 'parent = "没有的链"', "a.toml ·「软件」· parent · 没有的链：没有这一组"),
        ("title = ", "a.toml：不是能读的 TOML"),
        (HEAD + 'entry = ["软件"]', "a.toml · 第1项「软件」 · entry · 软件：应为 [[entry]] 段"),
    ],
)
def test_each_mistake_is_named_with_its_remedy(tmp_path, wrong, message):
    """文件 · 条目 · 键 · 值：规则；怎么办。"""
    problems = _problems(tmp_path, a=wrong)
    assert [problem for problem in problems if problem.startswith(message)], problems
    assert all("请" in problem for problem in problems)


def test_one_name_cannot_stand_for_two_groups(tmp_path):
    """同一维度里，别名撞了别组的名称就拒绝，哪怕在两个文件里。"""
    other = HEAD + CREATIVE.replace("line = 7", 'line = 7\naliases = ["软件产业"]')
    problems = _problems(tmp_path, a=HEAD + SOFTWARE, b=other)
    assert problems == [
        "b.toml ·「信创」· aliases · 软件产业：同一维度里已属 a.toml 的「软件」，一个名称只能指一组；请改名或删去"
    ]


def test_one_name_keeps_one_colour(tmp_path):
    """同名的组在两个维度里颜色不同就拒绝。"""
    clusters = HEAD.replace('"field"', '"cluster"') + SOFTWARE.replace("#1F5FA8", "#C77410")
    problems = _problems(tmp_path, a=HEAD + SOFTWARE, b=clusters)
    assert problems == ["b.toml ·「软件」· colour · #C77410：a.toml 里同名的是 #1F5FA8，同一事物处处同色；请改成一样"]


def test_all_mistakes_are_told_at_once(tmp_path):
    """两个文件的三处错一次说全。"""
    wrong = HEAD + SOFTWARE.replace("sort = 1", "").replace("#1F5FA8", "蓝")
    problems = _problems(tmp_path, a=wrong, b="title = ")
    assert len(problems) == 3
