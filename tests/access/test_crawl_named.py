"""碰巧相同的数说得出是什么才不算：行上写着哪一组，门给这一组的正是它，别的行也对得上；换成一家企业的数就说不出。"""

from tests.access.crawl_grids import Grid
from tests.access.crawl_known import Cell, Said
from tests.access.crawl_named import exactly, named
from tests.access.crawl_search import Hit

GROUPS = {"纺织": 1473312.345678, "食品": 1269841.2, "造纸": 1537012.8, "互联网": 1652143.9, "路桥": 2016334.1}


def door():
    """One table of the door: each industry's revenue (万元) in one quarter."""
    return [
        Cell(name, value, True, (("scale 2015Q3", frozenset({name})),), ("row", frozenset({name})), frozenset({name}))
        for name, value in GROUPS.items()
    ]


def told(grid, text, held=lambda _cell, _text, _scale: False):
    """The name of this number in a page's table."""
    hit = Hit(text)
    return named({hit: "1"}, {"1": [grid]}, iter([door()]), {"2015年1-9月": "2015Q3"}, held).get(hit, "")


def shown(**others):
    """The page's table in 亿元, some of its cells written otherwise."""
    cells = {name: f"{value / 10_000:.2f}" for name, value in GROUPS.items()} | others
    return Grid((("行业", "营业收入（亿元）"), *cells.items()))


def test_a_number_is_named_by_the_words_of_its_row_and_by_its_column():
    """147.33 亿元 stands in the row 纺织, whose revenue it is, and the rows above and below have theirs; turned too."""
    assert told(shown(), "147.33") == "纺织，这一列别的行也是"
    assert told(shown().turned, "147.33") == "纺织，这一列别的行也是"


def test_the_same_number_in_another_groups_row_has_no_name():
    """The revenue of 纺织 in the row 食品 is not the one of 食品, once in the table or twice."""
    assert told(shown(食品="147.33", 纺织="—"), "147.33") == ""
    assert told(shown(食品="147.33"), "147.33") == ""


def test_a_firms_figure_in_the_place_of_a_groups_has_no_name():
    """Whatever stands around it; nor does a last digit that is one off."""
    assert told(shown(纺织="147.34"), "147.34") == ""
    assert told(shown(纺织="920.02"), "920.02") == ""


def test_too_few_others_name_nothing():
    """Two rows more that agree may be chance, and so may three among as many that don't."""
    few = Grid(
        (("行业", "营业收入（亿元）"), *[(name, f"{GROUPS[name] / 10_000:.2f}") for name in ("纺织", "食品", "造纸")])
    )
    assert told(few, "147.33") == ""
    assert told(shown(造纸="1.234", 互联网="2.345"), "147.33") == ""


def test_a_total_that_is_one_firms_figure_has_no_name():
    """Where a firm of the group has the very number, the group's total gives it away: that is no chance."""
    assert (
        told(shown(), "147.33", held=lambda cell, text, scale: (cell.name, text, scale) == ("纺织", "147.33", 1e-4))
        == ""
    )


def test_a_number_outside_every_table_has_no_name():
    """In a sentence, though the table of the same piece has another one."""
    assert told(Grid((("说明",), ("纺织147.33亿元，共42家",))), "147.33") == ""


def test_a_planned_number_is_told_by_its_digits_and_its_sentence():
    """335.48 公顷 of the plan; with a digit more, or in other words, it isn't."""
    planned = [Said("规划数", 335.48, "面积为", "公顷")]
    assert exactly(Hit("335.48", "获批面积为335.48公顷，".encode()), planned) == "规划数"
    assert exactly(Hit("335.48", "营业收入335.48亿元，".encode()), planned) == ""
    assert exactly(Hit("335.481", "获批面积为335.481公顷，".encode()), planned) == ""
