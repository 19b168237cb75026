"""留痕是真的留下了：看了什么、带走什么，谁、从哪里、哪一版。"""

import shutil

from access.audit import search
from access.audit_check import forget, verify
from access.audit_file import month_files
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


def test_every_page_that_lists_firms_leaves_a_line_for_who_sees_them(port, data, enter):
    """Overview, cluster, ladder and data name firms too; for 研究者, shown none of them, no such line."""
    for name in ("reviewer1", "researcher1"):
        with opened(port, enter(name)) as wire:
            for page in ("", "clusters", "ladder", "filings", "upload"):
                run(wire, page)
    seen = {line.what["enterprise"] for line in search(data, who="reviewer1", event="看企业")}
    assert {"总览", "集群", "梯队", "数据", "数据上报"} <= seen
    assert search(data, who="researcher1", event="看企业") == []


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
        forget()
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert verify(copy) != []
