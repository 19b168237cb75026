"""charts/label.py：字的宽窄、折行与错开。"""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from charts import label


def test_a_long_name_breaks_into_balanced_lines():
    """不留孤字，不拆开“高端”；放不下的以省略号收尾。"""
    assert label.wrap("数字创意", 9) == "数字创意"
    assert label.wrap("脑机接口与高端医疗器械", 9) == "脑机接口与\n高端医疗器械"
    assert label.wrap("济" * 30, 9) == "济" * 9 + "\n" + "济" * 8 + "…"


def test_latin_letters_take_about_half_the_room():
    """12 个字母约合 6.6 个汉字。"""
    assert label.width("AI") < label.width("智能") == 2


@given(st.text(alphabet="产业集群AB1", max_size=40), st.integers(4, 12))
def test_no_line_is_ever_wider_than_asked(text, per_line):
    """折行之后每行都放得下。"""
    assert all(label.width(line) <= per_line + 0.01 for line in label.wrap(text, per_line).split("\n"))


@given(st.lists(st.floats(0, 100), min_size=1, max_size=12))
def test_spread_places_keep_their_order_their_room_and_their_distance(places):
    """放得下就隔开 5，且不出界、不换序。"""
    moved = label.spread(places, 5, 0, 100)
    ordered = [moved[index] for index in sorted(range(len(places)), key=lambda index: places[index])]
    assert all(later - earlier >= 5 - 1e-9 for earlier, later in itertools.pairwise(ordered))
    assert min(moved) >= -1e-9
    assert max(moved) <= 100 + 1e-9


def test_places_that_stand_apart_already_are_left_alone():
    """不挤就不动。"""
    assert label.spread([80, 10, 40], 5, 0, 100) == [80, 10, 40]


def test_more_labels_than_room_are_set_evenly():
    """放不下时均分，不重叠到一处。"""
    assert label.spread([1, 1, 1], 80, 0, 100) == [0, 50, 100]
