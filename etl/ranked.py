"""一份文件的问题怎么数、怎么排、涉及多少钱：页面、命令行、退回件用同一套话。"""

from collections.abc import Sequence
from decimal import Decimal

from etl.issue import Issue
from etl.rule import rules
from etl.words import _

LEVELS = {"error": _("拒收"), "warning": _("提醒"), "note": _("提示")}
_WHOLE = ("文件", "期")  # 规则目录里的范围
_NO_FAULT = ("total_row", "note_row", "repeated_header")  # 张张表都有的合计和表尾，记在账里，不是问题


def ranked(issues: Sequence[Issue]) -> list[Issue]:
    """The findings that need saying, the gravest first: of the whole file, then the most money, then as in the file."""
    told = [issue for issue in issues if issue.severity != "note" or issue.rule not in _NO_FAULT]
    order = list(LEVELS)
    return sorted(
        told, key=lambda one: (order.index(one.severity), not _is_of_file(one), -(one.stake_10k_cny or Decimal(0)))
    )


def _is_of_file(issue: Issue) -> bool:
    """Whether a finding concerns the whole file, though it may name the cell that shows it."""
    known = rules().get(issue.rule)
    return not issue.sheet or (known is not None and known.scope in _WHOLE)


def stake(issues: Sequence[Issue]) -> Decimal | None:
    """万元 the refusals and warnings of one file touch; None where none of them is known to touch any.

    A row counts once, with the largest of its findings; what is said of no row (a total of firms missing) by itself.
    """
    rows: dict[tuple[object, ...], Decimal] = {}
    for issue in issues:
        if issue.severity != "note" and issue.stake_10k_cny is not None:
            place = (issue.sheet, issue.row) if issue.row else (issue.sheet, issue.rule, issue.message)
            rows[place] = max(rows.get(place, Decimal(0)), issue.stake_10k_cny)
    return sum(rows.values(), Decimal(0)) if rows else None


def stake_words() -> str:
    """What `stake` is, in a sentence for a clerk."""
    return _("涉及金额＝拒收和提醒涉及的各行金额之和：一行有几条问题，只算最大的一条；提示不算。")


def refused_rows(issues: Sequence[Issue]) -> int:
    """How many rows are refused for a mistake in them; totals, notes and firms that filed nothing are none."""
    return len({(issue.sheet, issue.row) for issue in issues if issue.severity == "error" and issue.row})


def refused_words(issues: Sequence[Issue], kept: int | None, colour: str = "") -> str:
    """What becomes of the rows refused, when `kept` rows of the file can be taken; "" where none is refused.

    `kept` None: nobody said how many. `colour` is how refused cells look where they are coloured, in brackets.
    """
    refused = [issue for issue in issues if issue.severity == "error"]
    if not refused:
        return ""
    if kept == 0:
        return _("拒收{0}的不改好，这一份一行也不收；请改好后整份再交。").format(colour)
    rows = refused_rows(issues)
    if kept is None:
        return _("拒收{0}的行这次不收，别的行照收；改好后整份再交，同一家以后一份为准，不会重复算。").format(colour)
    words = _("拒收{0}的{1}行这次不收，其余{2}行照收；改好后整份再交，同一家以后一份为准，不会重复算。")
    return words.format(colour, f"{rows:,}", f"{kept:,}")
