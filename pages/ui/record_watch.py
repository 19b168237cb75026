"""给出过什么的记录不齐、管理员认下了，各在留痕里留一行：认的命令在服务器外面跑，这里看到了就记。"""

import logging
from pathlib import Path

from access import audit
from access.fault import AccessError
from etl.words import _
from metrics.disclosure import inventory, lost

MISSING, ACCEPTED = "披露.记录不齐", "披露.认下丢失"
_told: dict[Path, tuple[str, tuple[str, ...]]] = {}


def note(data: Path) -> None:
    """A line in the trail, and one in the log, for what has changed since the last look; the first look is at all.

    What cannot be written into the trail is tried again at the next look.
    """
    known = inventory.read(data)
    now = (lost.trouble(data) or lost.moved(data), known.accepted if known else ())
    if _told.get(data, ("", ())) == now:
        return
    said, accepted = now
    try:
        for one in accepted:
            if not audit.search(data, event=ACCEPTED, text=one, most=1):
                who = one.partition(" ")[2].partition("：")[0]
                audit.record(ACCEPTED, _("命令行:{0}").format(who), data=data, what_was_said=one)
        if said:
            logging.getLogger(__name__).error("%s", said)
            audit.record(MISSING, None, data=data, said=said)
    except (OSError, AccessError) as error:
        logging.getLogger(__name__).error("%s", error)
        return
    _told[data] = now
