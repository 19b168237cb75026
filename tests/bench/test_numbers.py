"""八百万行的量法：生成的账本行数分毫不差，手写的查询与指标得数相同。"""

import pyarrow.parquet as pq
import pytest

from bench import numbers
from bench.asked import PAGES
from bench.ledger import QUARTERS, write_ledger
from etl import firm_sum
from etl.build import rebuild
from etl.write.ledger import check_ledger, read_ledger
from metrics.store import open_store

FIRMS = 1_200  # 六十个行业，每个都有在报的企业


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("企业季度") / "data"
    write_ledger(folder, FIRMS)
    return folder


def test_the_ledger_holds_every_firm_in_every_quarter(data):
    """四十个季度，每季恰好一千二百家；账页首尾相连，与收来的一样验得过。"""
    filings = read_ledger(data)
    counts = [pq.read_metadata(filing.rows).num_rows for filing in filings if filing.page["record"] == "revenue"]
    assert counts == [FIRMS] * len(QUARTERS)
    assert check_ledger(data) == []


@pytest.mark.parametrize("fewest_rows", [0, 10**9])
def test_the_hand_written_queries_give_the_same_numbers(data, monkeypatch, fewest_rows):
    """每一张有对照的表，我们的与手写的逐格相等；要逐家看的数建库时做好与当场算，都相等。少了一行就看得出来。"""
    monkeypatch.setattr(firm_sum, "FEWEST_ROWS", fewest_rows)
    rebuild(data)
    with open_store(data) as store:
        floors = [asked for asked in PAGES if asked.floor]
        assert [asked.label for asked in floors if not numbers.is_same(*numbers.both(store, asked))] == []
        ours, floor = numbers.both(store, floors[0])
        assert not numbers.is_same(ours.iloc[1:], floor)
