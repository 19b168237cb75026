"""按参数记住结果。"""

from threading import Thread

import pandas as pd
import pytest

from pages.ui.kept import kept


def test_the_same_arguments_are_computed_once():
    """Positional and keyword arguments make the key."""
    seen = []

    @kept()
    def double(number, *, by=2):
        seen.append((number, by))
        return number * by

    assert [double(3), double(3), double(3, by=3), double(3, by=3)] == [6, 6, 9, 9]
    assert seen == [(3, 2), (3, 3)]


def test_a_table_can_not_be_a_key():
    """A frame is refused at once instead of being hashed by sample."""

    @kept()
    def total(frame):
        return frame["n"].sum()

    with pytest.raises(TypeError, match="unhashable"):
        total(pd.DataFrame({"n": [1]}))


def test_an_error_is_not_remembered():
    """What failed once may work the next time."""
    answers = [ValueError("先不行"), 7]

    @kept()
    def moody():
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    with pytest.raises(ValueError, match="先不行"):
        moody()
    assert moody() == 7


def test_the_oldest_result_goes_first():
    """Two places: after three questions the first has to be computed again."""
    seen = []

    @kept(2)
    def ask(name):
        seen.append(name)
        return name

    for name in "甲乙丙甲":
        ask(name)
    assert seen == ["甲", "乙", "丙", "甲"]


def test_several_sessions_asking_at_once_compute_once():
    """Eight threads, one computation."""
    seen = []

    @kept()
    def slow(name):
        seen.append(name)
        return sum(range(200_000))

    threads = [Thread(target=slow, args=("甲",)) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == ["甲"]
