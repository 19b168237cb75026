"""权限表逐行走一遍：每个指标、每种明细、每件事，每种角色；走出来的与写明的（matrix.md）逐行相同。"""

import shutil
from datetime import date
from pathlib import Path

import pytest

from access import matrix
from access.commands import main
from access.role import load_roles
from etl.inbox import receive
from metrics import catalog, door
from metrics.disclosure.guard import columns
from metrics.request import RequestError
from metrics.show import show
from metrics.store import open_store
from metrics.working import Number
from pages.books.own import own_names, scope_of
from tests.pages.conftest import signed_in
from tests.pages.dropping import HEADERS, LINES, late_row
from tests.pages.page_words import open_page, text
from tests.pages.small_data import SUBDISTRICTS, credit_code, workbook, write_data

FILE = Path(__file__).with_name("matrix.md")
ACCESS = Path(__file__).parents[2] / "access" / "README.md"
MINE = {"subdistrict": (SUBDISTRICTS[1],)}
ROLES = [role.name for role in matrix.roles()]
PERIOD, PUBLISHED = "2026Q1", "2025Q4"


COMMAND = (["每个指标"], ["由单家企业的升降得出的指标"])


def titles():
    """Of the metrics a controlled role may get at all, and of those made of single firms' moves."""
    known = catalog.load().values()
    return [one.title for one in known if one.name in columns()], [
        one.title for one in known if one.name not in columns()
    ]


def lines_of(table):
    """A table as it stands in the document."""
    head, *rows = [f"| {' | '.join(row)} |" for row in table]
    return [head, "|" + "---|" * len(table[0]), *rows]


def section(file, head):
    """The lines of the table whose header begins with this word."""
    lines = file.read_text(encoding="utf-8").splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith(f"| {head} |"))
    end = next((at for at in range(start, len(lines)) if not lines[at].startswith("|")), len(lines))
    return lines[start:end]


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """Real data, published up to 2025Q4; the seventh firm's form waits, dropped by the clerk."""
    folder = write_data(tmp_path_factory.mktemp("matrix") / "data", is_demo=False, periods=["2025Q4", PERIOD])
    rules = (Path(__file__).parents[2] / "data" / "disclosure.toml").read_text(encoding="utf-8")
    (folder / "disclosure.toml").write_text(rules.replace('through = ""', 'through = "2025Q4"'), encoding="utf-8")
    lines = ["企业营业收入", *LINES[1:]]
    file = workbook(folder / "dropped.xlsx", lines, [HEADERS, late_row(), ["合计", "", 20001, 20700]])
    receive(folder, "补报.xlsx", file.read_bytes(), SUBDISTRICTS[1], by="张三", scope=MINE)
    return folder


def part(role):
    return MINE if load_roles()[role].is_scoped else {}


def of_sum(store, metric, role):
    """What a role gets of a metric over everything, as a word of the matrix."""
    open_to_all, found = (show(store, metric, **how) for how in ({}, {"role": role, "own": part(role)}))
    if found.empty and role == "public":  # 只给最近一期的，问已公布的那一期
        found = show(store, metric, PUBLISHED, role=role)
    if found.empty:
        return "—"
    if "suppressed" not in found.columns:
        return "全部" if found.equals(open_to_all) else "?"
    return "已公布的，受控" if role == "public" and max(found["period"].astype(str)) <= PUBLISHED else "受控"


def by_firm(store, metric, role):
    """The same for single firms: all that there are, those of one's own part, none; None where it has none."""
    try:
        every = show(store, metric, by=["enterprise"])
    except RequestError:
        return None
    found = show(store, metric, by=["enterprise"], role=role, own=part(role))
    mine = show(store, metric, by=["enterprise"], where=part(role), role=role, own=part(role)) if part(role) else found
    if len(found) == len(every):
        return "全部"
    return "本口" if len(found) == 0 < len(mine) < len(every) else "—" if mine.empty else "?"


def of_rows(store, role):
    """The register, one firm's quarters, the calendar; filings, findings; the sums in a formula."""
    sees, own = load_roles()[role].enterprises, part(role)
    firms = door.record(store, "enterprises", (), sees, own)
    theirs = door.record(store, "enterprise_facts", (credit_code(5),), sees, own)
    due = door.calendar(store, PERIOD, date(2026, 5, 1), sees, own)
    counts = {10: "全部", 3: "本口", 0: "—"}
    known = counts[len(firms)] if (len(theirs) > 0) == (len(firms) == 10) else "?"
    behind = [len(door.record(store, name, (), sees, own)) > 0 for name in ("filings",)]
    sums = bool(door.lines(store, Number("scale", PERIOD, "ytd"), sees))
    signs = ["✓" if one else "—" for one in (all(behind), sums)]
    return [known, "全部" if len(due) > 3 else "本口" if len(due) else "—", *signs]


def test_every_metric_gives_each_role_what_is_written(data, capsys):
    """Sum and single firms of each metric, and the rows behind: printed, and equal line by line."""
    store = open_store(data)
    known = {one.title: one.name for one in catalog.load().values()}
    names = {title: known[title] for some in titles() for title in some}
    sums = [(f"{title}，汇总", *(of_sum(store, name, role) for role in ROLES)) for title, name in names.items()]
    firms = [(f"{title}，按企业", *(by_firm(store, name, role) for role in ROLES)) for title, name in names.items()]
    rows = list(zip(*(of_rows(store, role) for role in ROLES), strict=True))
    expected = matrix.figures(*titles())
    walked = [expected[0], *sums, *firms]
    walked += [(line[0], *row) for line, row in zip(expected[-4:], rows, strict=True)]
    is_empty = {name for name in names.values() if show(store, name).empty}
    with capsys.disabled():
        print()
        print(*("  ".join(str(cell) for cell in row) for row in walked), sep="\n")
    different = [
        (row, line)
        for row, line in zip(walked, expected, strict=True)
        if row != line and None not in row and names.get(row[0].split("，")[0]) not in is_empty
    ]  # 这份数据里没有它的数的、不按企业分的，除外
    assert different == []
    assert len(is_empty) < 5


def acted(role, data, monkeypatch):
    """What the pages offer a role, by the words of the matrix."""
    user = signed_in(role, **part(role))
    monkeypatch.setattr("pages.ui.viewer.current_user", lambda *_asked: user)
    monkeypatch.setenv("CLUSTERS_DATA", str(data))

    at = open_page("upload", collect="2026Q3")
    intake, sheets = text(at), text(open_page("upload", part="templates"))
    filings, trail = text(open_page("filings")), text(open_page("trail"))
    handles = {True: "本口" if scope_of(user) else "全部", False: "—"}
    drops = handles[bool(at.get("file_uploader"))]
    return [
        "本口" if own_names(user) and "下载模板" in sheets else handles["下载模板" in sheets],
        drops,
        drops,
        handles["下载标注好的表" in intake],
        handles["移出收件箱" in intake],
        "✓" if "收下1份" in intake else "—",
        "✓" if "撤回哪一份" in filings else "—",
        "✓" if user.may("settings") else "—",
        "✓" if "序号" in trail or "这几天没有" in trail else "—",
    ]


def test_each_role_is_offered_the_acts_that_are_written(data, tmp_path, monkeypatch, capsys):
    """Buttons, downloads and forms of the pages themselves, with a form waiting; printed, and equal line by line."""
    folder = shutil.copytree(data, tmp_path / "data")
    (folder / "access").mkdir(mode=0o700)
    offered = zip(*(acted(role, folder, monkeypatch) for role in ROLES), strict=True)
    expected = matrix.acts()
    # 下载图表在 test_role_walk 里，从长连接上走
    walked = [*expected[:2], *((line[0], *row) for line, row in zip(expected[2:], offered, strict=True))]
    with capsys.disabled():
        print()
        print(*("  ".join(row) for row in walked), sep="\n")
    assert walked == expected


def test_the_document_is_the_matrix_in_force(capsys):
    """matrix.md and the README, line by line; the command prints the same."""
    assert section(FILE, "页面") == lines_of(matrix.pages())
    assert section(FILE, "数") == lines_of(matrix.figures(*titles()))
    assert section(FILE, "做什么") == lines_of(matrix.acts())
    for head, table in (("页面", matrix.pages()), ("数", matrix.figures(*COMMAND)), ("做什么", matrix.acts())):
        assert section(ACCESS, head) == lines_of(table)
    assert main(["matrix"]) == 0
    printed = capsys.readouterr().out.splitlines()
    tables = (matrix.pages(), matrix.figures(*COMMAND), matrix.acts())
    assert [line for line in printed if line] == ["  ".join(row) for table in tables for row in table]
