"""一条问题。"""

from etl.issue import Issue


def test_a_value_of_millions_of_letters_is_shown_by_its_two_ends():
    """一格 500 万字：问题里只留头尾，账上、页面上都不必再背着它；办法还在句尾。"""
    found = Issue("text_too_long", "甲" * 5_000_000 + "；请改短。", value="甲" * 5_000_000)
    assert (len(found.value), len(found.message)) == (202, 2_002)
    assert found.message.endswith("；请改短。")
    assert found.of_firm("乙公司").message.startswith("乙公司：甲")


def test_an_ordinary_value_is_kept_to_the_letter():
    """二百个字以内一个不少。"""
    assert Issue("x", "话", value="字" * 200).value == "字" * 200
