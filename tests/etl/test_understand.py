"""认一份文件时的几个判断：名字里的报告期算不算数，账上是不是已有同样的一份。"""

import hashlib

import pytest

from etl.understand import held_by, named_for
from etl.write.ledger import Filing

TEXT = "title = '季报'"


@pytest.mark.parametrize(
    ("name", "period", "read_from"),
    [
        ("季报_2026年1-9月.xlsx", None, "季报_2026年1-9月.xlsx"),
        ("季报_2026年1-9月.xlsx", "2026Q3", "季报_2026年1-9月.xlsx"),
        ("季报_2026年1-6月.xlsx", "2026Q3", "来件.xlsx"),
        ("季报_2026年1-8月.xlsx", "2026Q3", "来件.xlsx"),
        ("季报.xlsx", "2026Q3", "季报.xlsx"),
    ],
)
def test_a_period_somebody_states_beats_the_one_in_the_name(name, period, read_from):
    """有人说了是哪一期：名字里写着别的，就不看名字；没有人说，名字算数。"""
    assert named_for(name, period).name == read_from


def filing(name, *, sha256="a", text=TEXT, period="2026Q3", is_active=True):
    digest = hashlib.sha256(text.encode()).hexdigest()
    page = {"sha256": sha256, "period": period, "digests": {"source.toml": digest}}
    return Filing(name, None, page, is_active)  # type: ignore[arg-type]


def test_a_file_is_held_only_as_it_was_read():
    """同样的字节、同样的说明、同一期、没有撤回，才算已经收过。"""
    others = [
        filing("1", sha256="b"),
        filing("2", text="别的说明"),
        filing("3", period="2026Q2"),
        filing("4", is_active=False),
    ]
    assert held_by(others, "a", TEXT, "2026Q3") == ""
    assert held_by([*others, filing("5")], "a", TEXT, "2026Q3") == "5"
