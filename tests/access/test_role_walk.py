"""每种角色走一遍每页、每个导出：准与不准，与写明的表逐格相同。"""

from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from access.role import load_roles
from tests.access.crawl import prepared
from tests.access.server import serving
from tests.access.wire import opened, run, until_finished
from tests.pages.small_data import write_data

DOCUMENT = Path(__file__).with_name("matrix.md")
ROLES = ("leader", "clerk", "reviewer", "researcher", "admin", "public")
PAGES = {
    "总览": "overview",
    "集群": "clusters",
    "结构": "structure",
    "企业": "enterprises",
    "梯队": "ladder",
    "目标差距": "gaps",
    "对标": "benchmarks",
    "数据上报": "upload",
    "数据": "filings",
    "留痕": "trail",
}
YES, NO = "✓", "—"


def documented() -> list[tuple[str, ...]]:
    """The rows of the page table and the line on downloads: title, then one sign a role."""
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    table = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines if line.startswith("|")]
    return [row for row in table if row[0] in ("页面", *PAGES, "下载图表")]


def walked(port, role, broken) -> dict[str, str]:
    """What a role is let onto, by the menu and by going there; and whether it is offered files.

    Pages that could not be drawn are added to `broken`.
    """
    with opened(port, f"clusters_as={role}") as wire:
        first = run(wire)
        menu = {
            one.page_name
            for sent in first
            if sent.WhichOneof("type") == "navigation"
            for one in sent.navigation.app_pages
        }
        found = dict.fromkeys(PAGES, NO)
        for title, name in PAGES.items():
            if title in menu:
                landed = run(wire, "" if name == "overview" else name)
                said = " ".join(str(one.delta.new_element.alert.body) for one in landed)
                found[title] = NO if "不对“" in said else YES
                if "没有算出来" in said:
                    broken.append(title)
        is_offered = found["集群"] == YES and offers_files(wire)
        return {**found, "下载图表": YES if is_offered else NO}


def offers_files(wire) -> bool:
    """Whether the cluster page, unfolded, has a download: of published figures, which nobody withholds."""
    shown = run(wire, "clusters", "kind=city_chain")
    names = [one.delta.add_block.expandable.id for one in shown if one.WhichOneof("type") == "delta"]
    message = BackMsg()
    message.rerun_script.page_name, message.rerun_script.query_string = "clusters", "kind=city_chain"
    for name in filter(None, names):
        message.rerun_script.widget_states.widgets.add(id=name, bool_value=True)
    wire.send(message.SerializeToString())
    shown = [one.delta.new_element for one in until_finished(wire) if one.WhichOneof("type") == "delta"]
    return any(element.HasField("download_button") for element in shown)


@pytest.fixture(scope="module")
def matrix(tmp_path_factory):
    """The walk through the demonstration, as each role."""
    data = write_data(tmp_path_factory.mktemp("walk"), periods=["2025Q4", "2026Q1"])
    prepared(data)
    with serving(data, tmp_path_factory.mktemp("log") / "server.log") as port:
        broken = {role: [] for role in ROLES}
        found = {role: walked(port, role, broken[role]) for role in ROLES}
    head = ("页面", *(load_roles()[role].title for role in ROLES))
    return {role: pages for role, pages in broken.items() if pages}, [
        head,
        *((title, *(found[role][title] for role in ROLES)) for title in (*PAGES, "下载图表")),
    ]


def test_the_walk_is_what_the_readme_says(matrix, capsys):
    """Printed, and equal cell by cell."""
    _broken, table = matrix
    with capsys.disabled():
        print()
        for row in table:
            print("  ".join(row))
    assert table == documented()


def test_no_page_breaks_for_any_role(matrix):
    """What is hidden from a role leaves its page readable: no page that is open says it could not be worked out."""
    broken, _table = matrix
    assert broken == {}
