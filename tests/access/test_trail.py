"""留痕是真的留下了：看了什么、带走什么，谁、从哪里、哪一版。"""

import shutil

from access.audit import month_files, search
from access.audit_check import _month, verify
from tests.access.pagework import made_download
from tests.access.wire import ask, opened, run


def test_reading_the_enterprise_table_leaves_a_line(port, data, enter):
    """As 领导, with the data version; signing in and out, and refusals, leave theirs."""
    with opened(port, enter("leader1")) as wire:
        run(wire, "enterprises")
    (line, *_more) = search(data, who="leader1", event="看")
    assert (line.role, line.address) == ("leader", "127.0.0.1")
    assert len(line.version) == 12
    assert search(data, who="leader1", event="登录.成功")


def test_a_download_leaves_a_line(port, data, enter):
    """What was taken away, by whom, of which version."""
    mine = enter("leader2")
    with opened(port, mine) as wire:
        link = made_download(wire)
        assert ask(port, link, cookie=mine).status == 200
    (line, *_more) = search(data, who="leader2", event="导出")
    assert len(line.version) == 12


def test_one_changed_byte_of_a_servers_own_trail_is_found(data, tmp_path):
    """A copy of what the server wrote during all these tests verifies; with any one byte changed it doesn't."""
    copy = tmp_path / "copy"
    shutil.copytree(data / "access", copy / "access")
    assert verify(copy) == []
    file = month_files(copy)[0]
    whole = file.read_bytes()
    for place in (10, len(whole) // 2, len(whole) - 10):
        _month.cache_clear()
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert verify(copy) != []
