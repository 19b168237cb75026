"""收件箱里的文件到了哪一步：页面与命令行说同一个词。"""

from etl.look import Look
from etl.words import _

HELD, PROPOSED, ASKING, REFUSED, WARNED, READY = (
    _("已收过"),
    _("待审核"),
    _("要回答"),
    _("拒收"),
    _("有提醒"),
    _("可以收"),
)
STAGES = (ASKING, REFUSED, WARNED, READY, PROPOSED, HELD)  # 要人动手的在前，答得了的最前


def stage(found: Look) -> str:
    """One of STAGES: what is to be done about a waiting file."""
    if found.held:
        return HELD
    if found.questions:
        return ASKING
    if found.examined is None:
        return REFUSED
    if found.waiting.proposed_by:
        return PROPOSED
    return WARNED if found.warnings else READY
