"""集群强度的三条线。"""

import pandas as pd
import pytest

from metrics.star_rule import Star, criteria, stars


def test_at_least_takes_the_line_itself_and_above_does_not():
    """10 % earns the star of 10 % and more; a lead of exactly 0 points earns none; unknown is null, not 0."""
    values = pd.Series([9.9, 10, None])
    assert Star("size", "规模", "size_pct", "{0}%及以上", at_least=10).earned(values).tolist() == [0, 1, pd.NA]
    assert Star("growth", "增长", "lead", "快于{0}", above=0).earned(pd.Series([0.0, 0.1])).tolist() == [0, 1]


def test_every_line_gives_one_number_and_says_it_in_words():
    """Three lines, each with 及以上 or 超过 and its number in the sentence printed on the page."""
    assert [star.column for star in stars()] == ["size_star", "specialization_star", "growth_star"]
    assert all((star.at_least is None) != (star.above is None) for star in stars())
    assert "区位商1.5及以上" in criteria()


@pytest.mark.parametrize(("line", "said"), [(10, "10%"), (1.5, "1.5%"), (0, "0%")])
def test_the_number_is_printed_as_written(line, said):
    """10 and not 10.0."""
    assert Star("size", "规模", "size_pct", "{0}%及以上", at_least=line).said() == f"规模：{said}及以上"
