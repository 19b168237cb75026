"""账上的名录。"""

from etl.verify.register import Register, read_register
from etl.write.ledger import read_ledger

HEADER = ["统一社会信用代码", "企业名称", "所属街道", "注销迁出日期"]


def test_later_registers_go_over_earlier_ones(load, tmp_path, firms):
    """后报的名录更新名称和街道，曾用名还记得；注销迁出的另记。"""
    load([HEADER, [firms[0], "甲公司", "甲街道", None], [firms[1], "乙公司", "甲街道", None]])
    load([HEADER, [firms[0], "甲（集团）公司", None, None], [firms[1], "乙公司", "乙街道", "2026-01-31"]])
    found = read_register(read_ledger(tmp_path / "data"), is_demo=False)
    assert found.names == {firms[0]: "甲（集团）公司", firms[1]: "乙公司"}
    assert found.former[firms[0]] == {"甲公司", "甲(集团)公司"}
    assert found.codes["乙公司"] == {firms[1]}
    assert found.places == {firms[0]: "甲街道", firms[1]: "乙街道"}
    assert found.firms_in == {"甲街道": {firms[0]}, "乙街道": {firms[1]}}
    assert found.gone == {firms[1]}


def test_there_may_be_no_register(tmp_path):
    """没有收过名录，什么也不知道。"""
    assert read_register(read_ledger(tmp_path), is_demo=False) == Register()
