"""收之前：账动过没有，只看别人动的。"""

import pytest

from etl.clearance import check_seen
from etl.issue import Refused
from etl.write.ledger import Filing

PAGE = {"kind": "load", "accepted_at": "2026-10-15T01:00:00+00:00", "accepted_by": "王五"}


def ledger(*names):
    return [
        Filing(name, None, {**PAGE, "file": f"{name}.xlsx", "sha256": name * 64}, True)  # type: ignore[arg-type]
        for name in names
    ]


@pytest.mark.parametrize("seen", [None, "b"])
def test_a_ledger_that_stands_still_is_no_obstacle(seen):
    """没有问起的，或账没有动的：不拦。"""
    assert check_seen(ledger("a", "b"), [], seen) is None


def test_what_these_same_files_did_is_no_obstacle():
    """动账的正是这几份自己：不拦，好让收过的说出归档。"""
    assert check_seen(ledger("a", "b"), ["b" * 16], "a") is None


@pytest.mark.parametrize(("seen", "named"), [("a", "b.xlsx"), ("", "a.xlsx"), ("没有这一份", "b.xlsx")])
def test_what_others_filed_since_is_named(seen, named):
    """看过之后别人收的、账本换过的：拦下，说出是谁、哪一份。"""
    with pytest.raises(Refused) as caught:
        check_seen(ledger("a", "b"), [], seen)
    [issue] = caught.value.issues
    assert (issue.rule, "王五" in issue.message, named in issue.message) == ("moved_on", True, True)
