"""收下会改动什么：从多少变到多少，原来在哪一份；表上没有的栏目不算改没了。"""

import pytest

from etl.inbox import receive, waiting
from etl.load import load_files
from etl.look import look
from etl.restated import restated
from etl.write.ledger import read_ledger


@pytest.fixture
def changes(tmp_path, write_book):
    """What accepting the second form would change of the first, as column → (old, new), and the first's filing."""

    def told(first, second):
        data = tmp_path / "data"
        [account] = load_files([write_book(tmp_path / "先.xlsx", {"表": first})], data, by="李四")
        path = write_book(tmp_path / "后.xlsx", {"表": second})
        receive(data, path.name, path.read_bytes(), "甲街道")
        active = [filing for filing in read_ledger(data) if filing.is_active]
        found = restated(active, look(data, waiting(data)))
        assert {change["filing"] for change in found} <= {account.filing}
        return {str(change["column"]): (change["old"], change["new"]) for change in found}

    return told


def test_a_changed_figure_is_told_and_a_new_firm_is_not(changes, form):
    """350 becomes 360.5; the firm the books did not have changes nothing of theirs."""
    assert changes(form({0: 350, 1: 20}), form({0: 360.5, 2: 7})) == {"revenue_10k_cny": ("350", "360.5")}


def test_a_column_the_form_lacks_is_not_taken_away(changes, form):
    """The first form names the street, the second has no such column: the street stays, only the figure moves."""
    first = form({0: 350})
    first[1] = [*first[1], "所属街道"]
    first[2] = [*first[2], "东关街道"]
    assert changes(first, form({0: 360.5})) == {"revenue_10k_cny": ("350", "360.5")}
