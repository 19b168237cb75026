"""data/clusters 的名单与规划原文对得上，名称、别名与颜色处处一致。"""

import re
from pathlib import Path

import pytest

from etl.taxonomy import ENTERPRISE_DIMENSIONS, closed_list, folded, load_taxonomies

DATA = Path(__file__).resolve().parents[2] / "data"
TAXONOMIES = load_taxonomies(DATA / "clusters")
BY_NAME = {taxonomy.name: taxonomy for taxonomy in TAXONOMIES}
ENTRIES = [(taxonomy, entry) for taxonomy in TAXONOMIES for entry in taxonomy.entries]
PALETTE = ["#1F5FA8", "#C77410", "#2B9C83", "#B6487F", "#6C5BB0", "#8A9A2B", "#2D90BB", "#A0522D", "#546E7A", "#D16B6B"]


def _values(name: str) -> list[str]:
    return [entry.value for entry in BY_NAME[name].entries]


@pytest.mark.parametrize(("taxonomy", "entry"), ENTRIES, ids=lambda item: getattr(item, "value", None) or item.name)
def test_a_quoted_group_is_named_by_its_plan(taxonomy, entry, quoted_at):
    """引文去空白后，从某一份来源规划的该行开始。"""
    if not entry.quote:
        assert taxonomy.name == "crosswalk" or entry.class_ == "通用"
        return
    sources = re.split("；", taxonomy.source)
    assert any(quoted_at(source, entry.quote, entry.line) for source in sources)


def test_named_firms_carriers_and_platforms_stand_in_the_plan(plan_lines):
    """点名的企业、载体、平台、细分领域都是原文里的字。"""
    for taxonomy, entry in ENTRIES:
        if taxonomy.name in ("crosswalk", "stage_vocabularies"):
            continue
        text = "".join("".join(plan_lines(source)) for source in taxonomy.source.split("；"))
        for word in (*entry.carriers, *entry.enterprises, *entry.platforms):
            assert re.sub(r"\s", "", word) in text, (taxonomy.name, entry.value, word)


def test_stage_names_stand_in_their_quotes():
    """每条链的环节名都出自它的引文；市报告的“装备”另在“支撑”环节一句。"""
    for entry in BY_NAME["stage_vocabularies"].entries:
        quote = entry.quote.replace("产业链上中下游", "上游中游下游")
        missing = [stage for stage in entry.stages if stage not in quote]
        assert missing == (["装备"] if entry.value == "集成电路（市报告）" else [])


def test_six_fields_keep_order_and_priority():
    """两个重点发展、三个积极发展、一个培育发展。"""
    fields = BY_NAME["lixia_it_fields"].entries
    assert [entry.value for entry in fields] == [
        "软件和信息技术服务",
        "数字创意",
        "信息技术应用创新",
        "人工智能",
        "区块链",
        "工业互联网",
    ]
    assert [entry.class_ for entry in fields] == ["重点发展"] * 2 + ["积极发展"] * 3 + ["培育发展"]


def test_clusters_to_build_are_another_list_than_priorities():
    """信创是积极发展的领域，却在三个拟打造的集群里；第四个集群属经开区。"""
    clusters = BY_NAME["lixia_clusters"].entries
    assert [entry.value for entry in clusters if entry.class_ == "拟打造集群"] == [
        "软件和信息技术服务",
        "数字创意",
        "信创",
    ]
    assert [entry.value for entry in clusters if entry.class_ == "经开区集群"] == ["长岭高科生物医药产业集群"]


def test_the_zone_has_two_leading_and_three_future_industries():
    """2+3。"""
    chains = [(entry.value, entry.class_) for entry in BY_NAME["zone_chains"].entries]
    assert chains == [
        ("现代医药", "主导产业"),
        ("电子信息", "主导产业"),
        ("脑机接口", "未来产业"),
        ("智能机器人", "未来产业"),
        ("生成式人工智能", "未来产业"),
    ]


def test_the_two_sixes_of_jinan_differ_by_one():
    """表1有信创没有空天信息，图谱名单相反。"""
    table, atlas = set(_values("jinan_chains")), set(_values("jinan_atlas_fields"))
    assert len(table) == len(atlas) == 6
    assert table - atlas == {"软件和信息技术服务业", "信息技术应用创新"}
    assert atlas - table == {"软件和信息技术服务", "空天信息"}


def test_artificial_intelligence_is_not_among_the_eight():
    """省八大集群在十二个产业之内，缺新型显示、新一代信息通信、人工智能、区块链。"""
    twelve, eight = set(_values("shandong_industries")), set(_values("shandong_clusters"))
    assert (len(twelve), len(eight)) == (12, 8)
    assert twelve - eight == {"新型显示", "新一代信息通信", "人工智能", "区块链"}


def test_space_has_three_values():
    """一带、东翼、西翼；“两核”没有具名。"""
    assert _values("lixia_zones") == ["一带", "东翼", "西翼"]


def test_two_ends_and_middle_are_no_stages():
    """“两头”“中间”在两份规划里所指相反，不作环节名。"""
    stages = set(closed_list(TAXONOMIES, "stage")) | {s for _, e in ENTRIES for s in e.stages}
    assert not stages & {"两头", "中间"}


def test_each_chain_has_stages_and_each_stage_a_chain():
    """五条链各有一套环节；没有链的只有上游、中游、下游。"""
    stages = BY_NAME["stages"].entries
    assert {entry.parent for entry in stages if entry.parent} == set(_values("zone_chains"))
    assert [entry.value for entry in stages if not entry.parent] == ["上游", "中游", "下游"]


@pytest.mark.parametrize(
    ("dimension", "word", "canonical"),
    [
        ("field", "信创", "信息技术应用创新"),
        ("field", "高端软件", "软件和信息技术服务"),
        ("cluster", "信息技术应用创新", "信创"),
        ("chain", "现代医药产业", "现代医药"),
        ("carrier", "长岭高科创新产业园", "丽山国际细胞医学产业园"),
        ("carrier", "山师东路 6 号创意园", "山师东路6号创意园"),
    ],
)
def test_another_spelling_leads_to_the_canonical_name(dimension, word, canonical):
    """别名表把同义不同写归到一个名称。"""
    assert closed_list(TAXONOMIES, dimension)[folded(word)] == canonical


def test_the_five_dimensions_of_the_register_have_closed_lists():
    """企业名录的五列各有名单，规模如下。"""
    sizes = {d: len(set(closed_list(TAXONOMIES, d).values())) for d in ENTERPRISE_DIMENSIONS}
    assert sizes == {"cluster": 4, "field": 6, "chain": 5, "stage": 21, "carrier": 18}


def test_biomedicine_and_modern_medicine_are_not_the_same():
    """“生物医药”与“现代医药”范围不同，不互为别名。"""
    assert folded("生物医药") not in closed_list(TAXONOMIES, "chain")


def test_colours_come_from_the_palette():
    """只用十种类别色。"""
    assert {entry.colour for _, entry in ENTRIES} <= set(PALETTE)


def test_no_two_groups_of_one_list_share_a_colour():
    """除了超过十项的名单，同一张名单里颜色不重。"""
    for taxonomy in TAXONOMIES:
        colours = [entry.colour for entry in taxonomy.entries]
        if len(colours) <= len(PALETTE):
            assert len(set(colours)) == len(colours), taxonomy.name


def test_an_alias_has_the_colour_of_the_name_it_stands_for():
    """信创与信息技术应用创新、软件与高端软件处处同色。"""
    colour = {folded(entry.value): entry.colour for _, entry in ENTRIES}
    for taxonomy, entry in ENTRIES:
        for alias in entry.aliases:
            assert colour.get(folded(alias), entry.colour) == entry.colour, (taxonomy.name, alias)


def test_the_crosswalk_names_existing_groups():
    """对照表里的每个名称都在它所说的名单里。"""
    for entry in BY_NAME["crosswalk"].entries:
        for name, values in entry.equivalents:
            assert set(values) <= set(_values(name)), entry.value
