"""收件箱里的文件各到哪一步，一句话怎么说，一张表怎么列。"""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

import pandas as pd

from charts.words import MISSING, count, period_label
from etl.issue import Issue
from etl.look import Look
from etl.ranked import LEVELS, ranked, refused_rows, stake
from etl.stage import STAGES, stage
from etl.words import _


def answer(looks: Sequence[Look]) -> str:
    """`收件箱里有3份文件：1份拒收，1份要回答，1份可以收。` or that nothing waits."""
    if not looks:
        return _("收件箱是空的。把表格拖到下面，先看一看会怎样，再决定收不收。")
    counts = Counter(stage(found) for found in looks)
    told = "，".join(_("{0}份{1}").format(counts[name], name) for name in STAGES if counts[name])
    return _("收件箱里有{0}份文件：{1}。").format(len(looks), told)


def by_urgency(looks: Sequence[Look]) -> list[Look]:
    """Files somebody has to do something about first."""
    return sorted(looks, key=lambda found: STAGES.index(stage(found)))


def waiting_table(looks: Sequence[Look]) -> pd.DataFrame:
    """One line a file under Chinese headers: state, what it is, its rows, its findings and the money they touch."""
    return pd.DataFrame(
        {
            _("状态"): [stage(found) for found in looks],  # 手机上只看得见头两列
            _("文件"): [found.waiting.name for found in looks],
            _("种类"): [found.source or MISSING for found in looks],
            _("报告期"): [periods(found.period) for found in looks],
            _("单位"): [found.unit or MISSING for found in looks],
            _("总行数"): [found.account.rows_in for found in looks],
            _("收下（行）"): [found.account.rows_kept for found in looks],
            _("搁置（行）"): [found.account.rows_set_aside for found in looks],
            _("拒收（条）"): [_number(found, "error") for found in looks],
            _("提醒（条）"): [_number(found, "warning") for found in looks],
            _("涉及金额（万元）"): [_money(stake(found.account.issues)) for found in looks],
            _("报送单位"): [found.waiting.sender or MISSING for found in looks],
        }
    )


def periods(period: str) -> str:
    """`2026Q3` → 2026年1-9月; several as a span; — where there is none."""
    return "—".join(period_label(one, "ytd") for one in period.split("—")) if period else MISSING


def understood_words(found: Look) -> str:
    """`认作季度营收，2026年1-9月，单位万元；26行 = 收24 + 搁置2。` as far as it was understood."""
    account = found.account
    if not found.source:
        return _("还没有认出是哪种报表。")
    parts = [_("认作{0}").format(found.source)]
    parts += [period_label(found.period)] if "Q" in found.period and "—" not in found.period else []
    parts += [_("单位{0}").format(found.unit)] if found.unit else []
    rows = ""
    if account.rows_in:
        rows = _("；{0}行 = 收{1} + 搁置{2}").format(
            count(account.rows_in), count(account.rows_kept), count(account.rows_set_aside)
        )
        rows += _why_aside(account.rows_set_aside, refused_rows(account.issues))
    restated = _("；改动已报过的{0}个数").format(count(account.restated)) if account.restated else ""
    return "，".join(parts) + rows + restated + _("。")


def _why_aside(aside: int, refused: int) -> str:
    """`（拒收2，合计、说明和没有填数的3）`: a row set aside is no firm lost; "" where none is."""
    parts = [_("拒收{0}").format(count(refused))] if refused else []
    parts += [_("合计、说明、重复和没有填数的{0}").format(count(aside - refused))] if aside > refused else []
    return _("（{0}）").format("，".join(parts)) if aside else ""


def findings(found: Look, levels: Sequence[str]) -> list[Issue]:
    """Findings of these severities, the gravest first, then the most money, then as in the file."""
    return [issue for issue in ranked(found.account.issues) if issue.severity in levels]


def finding_table(issues: Sequence[Issue]) -> pd.DataFrame:
    """Findings under Chinese headers; the money in 万元, empty where unknown."""
    table = pd.DataFrame(
        {
            _("级别"): [LEVELS[issue.severity] for issue in issues],
            _("位置"): [place(issue) for issue in issues],
            _("问题与办法"): [issue.message for issue in issues],
            _("列"): [issue.column or MISSING for issue in issues],
            _("值"): [issue.value or MISSING for issue in issues],
            _("涉及金额（万元）"): [_money(issue.stake_10k_cny) for issue in issues],
        }
    )
    return table.dropna(axis="columns", how="all")


def place(issue: Issue) -> str:
    """`Sheet1!C8`, `Sheet1 第8行`, the sheet alone or 整份文件."""
    if issue.cell:
        return f"{issue.sheet}!{issue.cell}"
    if issue.row:
        return _("{0} 第{1}行").format(issue.sheet, issue.row)
    return issue.sheet or _("整份文件")


def _number(found: Look, severity: str) -> int:
    return sum(issue.severity == severity for issue in found.account.issues)


def _money(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)
