"""给出过什么的记录不齐，就不能再给：后来的一版要照着先前给过的来隐。先查，说清缺哪一份、怎么办，等管理员放回或认下。"""

import time
from pathlib import Path

from etl.paths import released_dir, released_list
from etl.words import _
from metrics.disclosure.inventory import digest, is_begun, is_here, read
from metrics.store import Store, StoreError

_SECONDS = 1.0
_sound: dict[tuple[Path, bool], float] = {}  # 上一次看、完好，是什么时候
_NAMED = 5  # 一句话里最多点几份的名
ACCEPT = "python -m metrics released --accept-loss --by 名字 --reason 缘由"


class RecordLostError(StoreError):
    """What was given out before is not all on record: nothing may leave for a controlled role."""


def check(store: Store, *, is_serving: bool = False, is_drawing: bool = False) -> None:
    """Raise RecordLostError where a record is gone or changed; `is_serving`: also where it was copied here, for what
    was given out since then is not in it. Demonstration data has nothing to lose.

    A page asks for dozens of tables: a look counts for a second, but not for drawing (`is_drawing`) something new.
    """
    if store.is_demo:
        return
    key, now = (store.data, is_serving), time.monotonic()
    if not is_drawing and now - _sound.get(key, -_SECONDS) < _SECONDS:
        return
    said = trouble(store.data) or (moved(store.data) if is_serving else "")
    if said:
        _sound.pop(key, None)
        raise RecordLostError(said)
    _sound[key] = now


def forget() -> None:
    """Look anew the next time."""
    _sound.clear()


def trouble(data: Path) -> str:
    """What is wrong with the record, in one sentence with what to do; "" where it is whole or none was begun."""
    found = wrong(data)
    if not found:
        return ""
    named = "、".join(found[:_NAMED]) + (_("等{0}份").format(len(found)) if len(found) > _NAMED else "")
    return _(
        "披露控制给出过什么的记录不齐：{0}。少了它，以后给的数与先前给过的一减就可能推出一家，所以受控的角色一概不给。"
        "请从备份把数据目录里的 {1} 文件夹和 {2} 一起放回；备份里也没有的，由管理员运行 {3}，认下这个风险才再给。"
    ).format(named, released_dir(data).name, released_list(data).name, ACCEPT)


def wrong(data: Path) -> list[str]:
    """Each file that is gone or changed, in words."""
    folder, known = released_dir(data), read(data)
    if known is None:
        return [_("清单 {0} 不见了").format(released_list(data).name)] if is_begun(data) else []
    if not known.place:
        return [_("清单 {0} 残缺").format(released_list(data).name)]
    found = []
    for name, had in known.listed.items():
        now = digest(folder / name)
        if now != had:
            found.append((_("{0} 改动过") if now else _("{0} 不见了")).format(f"{folder.name}/{name}"))
    return found


def moved(data: Path) -> str:
    """That the record was put back from a backup or copied here, in words; "" where it stands where it was written.

    A picture of the whole machine put back can't be told: nothing in it is new.
    """
    known = read(data)
    if known is None or is_here(data, known):
        return ""
    return _(
        "披露控制给出过什么的记录是从备份放回、或从别处抄来的：抄下以后给出过的不在里面，再给就防不住与它相减，"
        "所以看板暂不给受控的角色。抄下以后没有再给出过，或认下这个风险，由管理员运行 {0}。"
    ).format(ACCEPT)
