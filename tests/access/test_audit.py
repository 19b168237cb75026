"""留痕。"""

import json
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from access import audit, audit_check, audit_file
from access.audit import record, search
from access.current import demo_user
from access.fault import AccessError


def verify(data):
    """As the command does it: nothing remembered from the time before."""
    audit_check.forget()
    return audit_check.verify(data)


def trail(data):
    return audit_file.month_files(data)[-1]


def written(data, count=5):
    for number in range(count):
        record("导出", f"用户{number}", data=data, address="10.0.0.1", version="abc123", file=f"图{number}.xlsx")
    return trail(data)


def lines_of(file):
    return file.read_text(encoding="utf-8").splitlines(keepends=True)


def test_a_line_says_who_what_when_from_where_and_which_version(tmp_path):
    """Every question an auditor asks has its field."""
    line = record("导出", demo_user("leader", "10.0.0.9"), data=tmp_path, version="abc123", file="图.xlsx")
    assert (line.n, line.event, line.who, line.role, line.address) == (1, "导出", "演示", "leader", "10.0.0.9")
    assert (line.version, line.what) == ("abc123", {"file": "图.xlsx"})
    assert line.at.endswith("+08:00")
    assert search(tmp_path) == [line]


def test_a_whole_trail_verifies_and_an_absent_one_too(tmp_path):
    """Nothing to find is nothing found."""
    assert verify(tmp_path) == []
    written(tmp_path)
    assert verify(tmp_path) == []


def test_every_single_changed_byte_is_found(tmp_path):
    """Any byte of any line, one at a time."""
    file = written(tmp_path, 3)
    whole = file.read_bytes()
    missed = []
    for place in range(0, len(whole), 7):
        if whole[place] == ord("\n"):
            continue
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        if not verify(tmp_path):
            missed.append(place)
    assert missed == []


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda lines: lines[:2] + lines[3:], "接不上"),
        (lambda lines: [lines[0], lines[2], lines[1], *lines[3:]], "接不上"),
        (lambda lines: lines[:-1], "尾巴"),
        (lambda lines: lines[1:], "开头少了 1 行"),
        (lambda lines: [*lines, lines[-1]], "接不上"),
        (lambda lines: [*lines[:2], "\n", *lines[2:]], "读不出来"),
        (lambda _lines: [], "一行也没有"),
    ],
)
def test_missing_reordered_and_added_lines_are_found(tmp_path, harm, said):
    """Whatever is done to the lines, one of the findings says so."""
    file = written(tmp_path)
    file.write_text("".join(harm(lines_of(file))), encoding="utf-8")
    assert any(said in words for words in verify(tmp_path))


def test_a_cut_tail_is_still_found_after_the_next_line(tmp_path):
    """Writing goes on from what the head remembers, so the gap stays to be seen."""
    file = written(tmp_path)
    file.write_text("".join(lines_of(file)[:-2]), encoding="utf-8")
    record("导出", "用户", data=tmp_path)
    assert any("接不上" in words for words in verify(tmp_path))


def test_a_line_rewritten_with_its_own_digest_breaks_the_next(tmp_path):
    """Someone who knows the method must rewrite all that follows, and the head."""
    file = written(tmp_path)
    lines = lines_of(file)
    forged = json.loads(lines[1]) | {"who": "别人"}
    forged["digest"] = audit.line_digest(forged)
    lines[1] = json.dumps(forged, ensure_ascii=False) + "\n"
    file.write_text("".join(lines), encoding="utf-8")
    assert any("接不上" in words for words in verify(tmp_path))


def test_power_lost_between_line_and_head_is_no_tampering(tmp_path):
    """The head may be one line behind; the next line follows the last one written."""
    written(tmp_path)
    head = audit_file.audit_dir(tmp_path) / audit_file.HEAD
    before = head.read_bytes()
    record("导出", "用户", data=tmp_path)
    head.write_bytes(before)
    assert verify(tmp_path) == []
    assert record("导出", "用户", data=tmp_path).n == 7
    assert verify(tmp_path) == []


def test_a_missing_head_is_said(tmp_path):
    """Without it nobody can tell whether the end is the end."""
    written(tmp_path)
    (audit_file.audit_dir(tmp_path) / audit_file.HEAD).unlink()
    assert any("head.json" in words for words in verify(tmp_path))


def test_many_writers_make_one_chain(tmp_path):
    """Forty lines from eight threads, none lost, none out of order."""
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: record("导出", f"用户{number}", data=tmp_path), range(40)))
    assert verify(tmp_path) == []
    assert [line.n for line in search(tmp_path)] == list(range(40, 0, -1))


@pytest.mark.parametrize("text", ["a\nb", "a\u2028b\u0085c\x00d", "=1+1", "<script>", "\ud800", "长" * 100_000])
def test_no_text_breaks_a_line(tmp_path, text):
    """Whatever a visitor sends for a name or path stays inside its own line, and short."""
    record("登录.失败", text, data=tmp_path, path=text, many=[text] * 100)
    assert verify(tmp_path) == []
    assert len(lines_of(trail(tmp_path))) == 1 or "\u2028" in text
    assert trail(tmp_path).stat().st_size < 200_000


def test_search_by_who_event_day_and_text(tmp_path):
    """Newest first, at most as many as asked for."""
    written(tmp_path)
    record("登录.成功", "王丽", data=tmp_path)
    day = search(tmp_path)[0].at[:10]
    assert [line.who for line in search(tmp_path, who="王")] == ["王丽"]
    assert [line.event for line in search(tmp_path, event="登录")] == ["登录.成功"]
    assert [line.n for line in search(tmp_path, text="图3.xlsx")] == [4]
    assert len(search(tmp_path, since=day, until=day, most=4)) == 4
    assert search(tmp_path, until="2020-01-01") == []


def test_only_the_service_user_can_read_it(tmp_path):
    """Folder 0700, files 0600."""
    file = written(tmp_path)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in file.parent.iterdir()}
    assert (stat.S_IMODE(file.parent.stat().st_mode), modes) == (0o700, {0o600})


def test_old_months_go_by_rule_only(tmp_path, monkeypatch):
    """Not before 185 days; what went is noted in the trail, so that it still verifies; gone without a note is found."""
    moments = iter(["2025-01-10", "2025-02-10", "2026-11-20", "2026-11-21", "2026-11-21", "2026-11-21", "2026-11-21"])

    class Clock(audit.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls.fromisoformat(next(moments) + "T10:00:00+08:00").astimezone(tz)

    monkeypatch.setattr(audit, "datetime", Clock)
    for _month in range(3):
        record("导出", "用户", data=tmp_path)
    with pytest.raises(AccessError, match="185"):
        audit_check.prune(tmp_path, 100)
    assert audit_check.prune(tmp_path, 400) == ["2025-01.jsonl", "2025-02.jsonl"]
    assert verify(tmp_path) == []
    (audit_file.audit_dir(tmp_path) / "2026-11.jsonl").write_text(
        "".join(lines_of(audit_file.audit_dir(tmp_path) / "2026-11.jsonl")[:1]), encoding="utf-8"
    )
    assert verify(tmp_path) != []


def test_only_what_is_new_is_gone_through_again(tmp_path, monkeypatch):
    """A month that hasn't changed is not read, a longer one from where it ended; a changed beginning is read anew."""
    file = written(tmp_path, 50)
    assert verify(tmp_path) == []
    parsed = []
    honest = audit_check._parsed
    monkeypatch.setattr(audit_check, "_parsed", lambda written: parsed.append(written) or honest(written))
    assert audit_check.verify(tmp_path) == []
    assert parsed == []
    record("导出", "王丽", data=tmp_path)
    assert audit_check.verify(tmp_path) == []
    assert len(parsed) == 1
    whole = file.read_bytes()
    file.write_bytes(whole.replace("用户3".encode(), "用户4".encode(), 1))
    assert any("第 4 行" in words for words in audit_check.verify(tmp_path))
    file.write_text("".join(lines_of(file)[1:]), encoding="utf-8")
    assert audit_check.verify(tmp_path) != []
