"""称号与有效期的写法。"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.tidy.title import titles


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("专精特新（2023年6月至2026年5月）、高企(至2025-11)", "专精特新(2023-06至2026-05)、高企(至2025-11)"),
        ("瞪羚(2024-9起)；上市", "瞪羚(2024-09起)、上市"),
        ("高企(202211-202511)", "高企(2022-11至2025-11)"),
        ("高企 ， 高企", "高企"),
        ("专精特新“小巨人”企业（2024-07至2027-07）、高新技术企业", "小巨人(2024-07至2027-07)、高企"),
        ("省级绿色工厂", "省级绿色工厂"),
    ],
)
def test_one_spelling_whatever_people_write(written, kept):
    """Brackets, separators and months as people type them; a title named twice counts once."""
    assert titles(written) == kept


@pytest.mark.parametrize("written", ["高企(长期)", "高企(2025-11至2022-11)", "高企(2025-13起)", "高企()", "高企(2022"])
def test_a_term_that_cannot_be_read_is_refused(written):
    """No guess: words, an end before the beginning, a thirteenth month, nothing, an open bracket."""
    with pytest.raises(ValueError, match=r".*"):
        titles(written)


@given(st.integers(2010, 2030), st.integers(1, 12), st.integers(0, 60))
def test_what_is_kept_is_read_back_unchanged(year, month, length):
    """Reading the kept spelling again changes nothing."""
    ends = year * 12 + month - 1 + length
    kept = titles(f"专精特新({year}-{month}至{ends // 12}-{ends % 12 + 1})")
    assert kept is not None
    assert titles(kept) == kept
