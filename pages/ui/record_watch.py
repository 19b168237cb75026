"""给出过什么的记录，留痕也作个证：给出到第几份、不齐、管理员认下，各留一行；记录连清单一起丢了、放回的都是旧的，对着留痕看得出来。

认的命令、算方案的进程都在服务器外面跑，这里看到了就记。
"""

import logging
from dataclasses import dataclass
from pathlib import Path

from access import audit
from access.fault import AccessError
from etl.words import _
from metrics.disclosure import inventory, lost

GIVEN, MISSING, ACCEPTED = "披露.已给出", "披露.记录不齐", "披露.认下丢失"


@dataclass(frozen=True)
class _State:
    said: str
    accepted: tuple[str, ...]
    listed: tuple[str, ...]


_told: dict[Path, _State] = {}
_witnessed: dict[Path, str] = {}
_missing: dict[Path, str] = {}
_failed: dict[Path, str] = {}


def note(data: Path, *, is_settled: bool = True) -> None:
    """Lines in the trail, and in the log, for what has changed since the last look; the first look is at all.

    Unless `is_settled`, more is being given out just now: how far is noted when that is done. What can't be written
    into the trail is tried again at the next look.
    """
    known = inventory.read(data) or inventory.Inventory()
    every = tuple(f"{digest} {name}" for name, digest in known.listed.items())
    before = _told.get(data, _State("", (), ()))
    now = _State(lost.trouble(data) or lost.moved(data), known.accepted, every if is_settled else before.listed)
    if before == now and data in _told:
        return
    try:
        _note(data, now, every)
    except (OSError, AccessError) as error:
        if _failed.get(data) != str(error):
            logging.getLogger(__name__).error("%s", error)
        _failed[data] = str(error)
        return
    _told[data] = now
    _failed.pop(data, None)


def trouble(data: Path) -> str:
    """What the trail says was given out and the record has no more, in words, as of the last look; "" for nothing."""
    return _witnessed.get(data, "")


def forget() -> None:
    """As after a restart."""
    for one in (_told, _witnessed, _missing, _failed):
        one.clear()


def _note(data: Path, now: _State, every: tuple[str, ...]) -> None:
    for one in now.accepted:
        if not audit.search(data, event=ACCEPTED, text=one, most=1):
            who = _("命令行:{0}").format(one.partition(" ")[2].partition("：")[0])
            audit.record(ACCEPTED, who, data=data, accepted=one)
    given = _last_given(data)
    is_there = given is None or _digest(every[: given[0]]) == given[1]
    said = "" if is_there or given is None else _unseen(given[0])
    _witnessed[data] = said
    missing = now.said or said
    if missing and missing != _missing.get(data):
        logging.getLogger(__name__).error("%s", missing)
        audit.record(MISSING, None, data=data, said=missing)
    _missing[data] = missing
    count = len(now.listed)
    if not missing and count and (given is None or given[0] != count):
        audit.record(GIVEN, None, data=data, count=count, digest=_digest(now.listed))


def _digest(listed: tuple[str, ...]) -> str:
    """Of so many lines of the list: lines are only ever added, so it stays what it was."""
    return inventory.digest_of("\n".join(listed))


def _last_given(data: Path) -> tuple[int, str] | None:
    """How many records the trail says were given out, and their digest; None where a loss was accepted since."""
    for most in (1, 10, 1000):  # 多半第一行就是：不必每次把留痕翻到头
        for line in audit.search(data, event="披露.", most=most):
            if line.event in (GIVEN, ACCEPTED):
                return (int(line.what["count"]), str(line.what["digest"])) if line.event == GIVEN else None
    return None


def _unseen(count: int) -> str:
    return _(
        "留痕记着给出过{0}份记录，清单与它对不上：记录连清单一起丢了，或放回的都是旧的，所以看板不给受控的角色。请从备份放回；"
        "备份里也没有的，由管理员运行 {1}，认下这个风险才再给。"
    ).format(count, lost.ACCEPT)
