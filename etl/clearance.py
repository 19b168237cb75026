"""收之前最后几问：谁经手的，问题答完了没有，提醒有没有理由，看过之后账上有没有动过。"""

import unicodedata
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from etl.issue import Issue, Refused
from etl.look import Look
from etl.paths import BEIJING
from etl.settings import read_settings
from etl.words import _
from etl.write.ledger import Filing


def not_ready(look: Look) -> list[Issue]:
    """Why a file can't be accepted whatever anybody says: open questions, or mistakes in it. [] where it can."""
    asked = [Issue("question_open", question.message) for question in look.questions]
    if look.examined is None and not asked:
        return [Issue("not_sound", _("文件有必须先改的问题，没有收；原因如下。"))]
    return asked


def unreasoned(look: Look, reason: str) -> list[Issue]:
    """The finding that a file with warnings comes without a reason; [] where it has one or needs none."""
    if not look.warnings or reason.strip():
        return []
    message = _("有 {0} 条提醒，要写明为什么可以收；请填好理由再收。").format(len(look.warnings))
    return [Issue("reason_missing", message)]


def warned(look: Look) -> tuple[str, ...]:
    """The warnings of a file, as they are compared when another person approves it."""
    return tuple(f"{issue.rule} {issue.sheet} {issue.cell}" for issue in look.warnings)


def is_same_person(one: str, other: str) -> bool:
    """Whether two signatures are one name: width, case, blanks and unseen signs tell nobody from themselves."""
    return _bare(one) == _bare(other)


def _bare(name: str) -> str:
    """The letters, digits and ideographs of a name in one spelling."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(sign for sign in folded if unicodedata.category(sign)[0] in "LNM") or folded


def check_name(by: str) -> None:
    """Raises Refused where nobody signs."""
    if not by.strip():
        raise Refused([Issue("name_missing", _("请写明是谁经手的；账上要留名。"))])


def check_one_person(data: Path) -> None:
    """Raises Refused where the setting asks for two persons, of whom nobody alone may accept."""
    if read_settings(data).persons > 1:
        message = _("本单位的设置是一人报审、另一人批准；请先放进收件箱报审，再由另一个人批准。")
        raise Refused([Issue("needs_two", message)])


def check_reason(reason: str) -> None:
    """Raises Refused where an undo has no reason."""
    if not reason.strip():
        raise Refused([Issue("reason_missing", _("撤回要写明理由；账上会一直留着。"))])


def check_seen(ledger: Sequence[Filing], keys: Sequence[str], seen: str | None) -> None:
    """Raises Refused where the ledger has moved since it was looked at, other than by these same files.

    `seen` is the last filing's name then, "" = the ledger was empty, None = nobody asks.
    """
    if seen is None:
        return
    names = [filing.name for filing in ledger]
    since = ledger[names.index(seen) + 1 :] if seen in names else ledger
    others = [each for each in since if str(each.page.get("sha256", ""))[:16] not in keys]
    if others or (seen and seen not in names):
        told = "；".join(_told(each) for each in others[-3:]) or _("账本换过了")
        message = _("您看过之后，账上又有了新的：{0}。请重新看一遍再收，这次什么也没有收。").format(told)
        raise Refused([Issue("moved_on", message)])


def _told(filing: Filing) -> str:
    moment = datetime.fromisoformat(filing.page["accepted_at"]).astimezone(BEIJING)
    who = filing.page.get("accepted_by") or "—"
    what = _("撤回“{0}”") if filing.page["kind"] == "undo" else _("收“{0}”")
    return f"{moment:%m-%d %H:%M} {who} {what.format(filing.page['file'])}（{filing.name}）"
