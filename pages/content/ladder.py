"""梯队页的话与表：各档几家、谁快过线、还差谁、谁不寻常、称号几家有效。"""

from dataclasses import dataclass

import pandas as pd

from charts.twin import Column, twin
from charts.words import amount_100m, count, percent, quarter_end_label
from etl.words import _
from metrics.closing_set import closing_sets
from metrics.near_shown import LISTED, shown
from metrics.outliers import flagged
from metrics.period import end_day
from pages.ui import cached
from pages.ui.kept import kept
from pages.ui.kpi import Kpi

OFFICIAL, EXPECTED = _("年度"), _("预计")
NEAR, QUALIFIED = _("临近"), _("够线未纳统")
AT_RISK = (_("刚过线"), _("在统而低于起点"))
FARTHER = _("较远，补足目标要用")


@dataclass(frozen=True)
class Ladder:
    """What the page says and the tables it shows, ready to be drawn."""

    answer: str
    kpis: list[Kpi]
    near: pd.DataFrame
    risk: pd.DataFrame
    risk_firms: int
    near_rest: str
    risk_rest: str
    odd: pd.DataFrame
    odd_said: str
    titles: pd.DataFrame
    titles_said: str


@kept()
def ladder(origin: cached.Source, period: str, conditions: cached.Where = ()) -> Ladder:
    """The page's words and tables for one period and scope."""
    tiers = cached.table(origin, "tiers", period, (), conditions)
    near, numbers = _near(origin, period, conditions)
    found = flagged(cached.store(origin), period, dict(conditions))
    odd, unjudged = found.rows.loc[found.rows["basis"] == "ytd"], found.unjudged.get("ytd", 0)
    titles = cached.record(origin, "titles", period)
    return Ladder(
        answer=_tiers_said(tiers, period) + _near_said(near, numbers, is_known=_is_known(tiers, period)),
        kpis=_kpis(tiers, period),
        near=_in_10k_cny(_named(origin, period, near.loc[near["state"].isin([NEAR, QUALIFIED])]), _NEAR),
        risk=_in_10k_cny(near.loc[near["state"].isin(AT_RISK)], _RISK),
        risk_firms=_total(numbers, AT_RISK),
        near_rest=_rest(near, numbers, (NEAR, QUALIFIED)),
        risk_rest=_rest(near, numbers, AT_RISK),
        odd=_in_10k_cny(odd, _ODD),
        odd_said=_("{0}家的累计同比离自己往年的常态太远，请先核对报表；{1}家历史不足或没有基数，没有判。").format(
            count(len(odd)), count(unjudged)
        ),
        titles=twin(titles, _TITLES),
        titles_said=_titles_said(titles, period),
    )


def _counts(tiers: pd.DataFrame, status: str) -> dict[str, int | None]:
    """Firms by tier; None where nobody knows."""
    rows = tiers.loc[(tiers["status"] == status) & tiers["enterprises"].notna()]
    known = dict(zip(rows["tier"], map(int, rows["enterprises"]), strict=True))
    return {tier: known.get(tier) for tier in tiers.loc[tiers["status"] == status, "tier"]}


def _tiers_said(tiers: pd.DataFrame, period: str) -> str:
    year = period[:4] if period.endswith("Q4") else str(int(period[:4]) - 1)
    said = [
        _("{0}{1}家").format(tier, count(number))
        for tier, number in _counts(tiers, OFFICIAL).items()
        if number or (number == 0 and tier in (_("亿元以上"), _("规上")))
    ]
    told = _("按{0}年全年，{1}").format(year, "、".join(said)) if said else _("缺{0}年全年数").format(year)
    expected = {tier: number for tier, number in _counts(tiers, EXPECTED).items() if number is not None}
    if expected:
        top = [_("{0}{1}家").format(tier, count(expected[tier])) for tier in expected if tier.endswith(_("元以上"))]
        left_out = tiers.loc[tiers["status"] == EXPECTED, "reason"].iloc[0]
        told += _("；按近四个季度预计，{0}").format(
            "、".join(one for one in top if not one.endswith(_("上0家"))) or _("无")
        )
        told += _("（{0}）").format(left_out) if left_out else ""
    return told + "。"


def _is_known(tiers: pd.DataFrame, period: str) -> bool:
    """Whether anybody's annual revenue is known at the period."""
    counts = _counts(tiers, OFFICIAL if period.endswith("Q4") else EXPECTED)
    return any(number is not None for number in counts.values())


def _near(origin: cached.Source, period: str, conditions: cached.Where) -> tuple[pd.DataFrame, dict[str, dict]]:
    """The nearest firms of each line and state, and how many there are by state and line."""
    found = shown(cached.store(origin), period, _sets(origin, period), dict(conditions))
    numbers: dict[str, dict] = {}
    for (line, state), firms in found.firms.items():
        numbers.setdefault(state, {})[line] = firms
    return found.rows, numbers


def _near_said(near: pd.DataFrame, numbers: dict[str, dict], *, is_known: bool) -> str:
    if not is_known:
        return _("近四个季度的数还不全，看不出谁临近。")
    rows = near.loc[near["state"] == NEAR]
    if rows.empty:
        return _("没有企业临近任何一条线。")
    told = [_("{0}{1}家").format(line, count(firms)) for line, firms in numbers[NEAR].items()]
    first = rows.sort_values("growth_needed_pct").iloc[0]
    return _("临近：{0}；最近的是{1}，再增{2}就到{3}。").format(
        "、".join(told), first["enterprise"], percent(first["growth_needed_pct"]), first["line"]
    )


def _total(numbers: dict[str, dict], states: tuple[str, ...]) -> int:
    return sum(firms for state in states for firms in numbers.get(state, {}).values())


def _rest(near: pd.DataFrame, numbers: dict[str, dict], states: tuple[str, ...]) -> str:
    """What the tables leave out, where a line has more firms near it than a page lists; else ""."""
    left = _total(numbers, states) - len(near.loc[near["state"].isin(states)])
    return _("每条线、每种处境只列最近的{0}家，另有{1}家次没有列。").format(count(LISTED), count(left)) if left else ""


def _kpis(tiers: pd.DataFrame, period: str) -> list[Kpi]:
    official, expected = _counts(tiers, OFFICIAL), _counts(tiers, EXPECTED)
    year = period[:4] if period.endswith("Q4") else str(int(period[:4]) - 1)
    notes = {row["tier"]: row["reason"] for row in tiers.loc[tiers["status"] == EXPECTED].to_dict("records")}
    return [
        Kpi(
            _("{0}（家）").format(tier),
            count(number),
            _("预计{0}").format(count(expected.get(tier))) if tier in expected else "",
            _("{0}年全年").format(year),
            notes.get(tier, ""),
        )
        for tier, number in official.items()
    ]


def _in_10k_cny(rows: pd.DataFrame, columns: list[Column]) -> pd.DataFrame:
    """The twin with its plain numbers left as they are: 万元 suits a line of 2000 万元 better than 亿元."""
    columns = [column for column in columns if column.name in rows]
    table = twin(rows, columns)
    for name, title, kind in columns:
        if kind == "text" and rows[name].dtype.kind == "f":
            table[title] = table[title].astype(float)
    return table


def _named(origin: cached.Source, period: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with target codes turned into what the targets count."""
    sets = _sets(origin, period)
    names = dict(zip(sets["target"], sets["indicator"], strict=True))
    told = ["、".join(names.get(code, code) for code in codes.split("、") if code) for codes in rows["targets"]]
    rows = rows.assign(targets=told).sort_values("floor_10k_cny", ascending=False, kind="stable")
    return rows if any(rows["reason"]) else rows.drop(columns="reason")


_FIRM = [
    Column("enterprise", _("企业")),
    Column("line", _("线")),
    Column("state", _("处境")),
    Column("revenue_10k_cny", _("年营业收入（万元）")),
    Column("distance_10k_cny", _("差额（万元）")),
    Column("growth_needed_pct", _("所需增长"), "percent"),
]
_RISK = [*_FIRM, Column("reason", _("说明"))]
_NEAR = [*_FIRM, Column("targets", _("可补足的目标")), Column("reason", _("说明"))]
_ODD = [
    Column("enterprise", _("企业")),
    Column("growth_pct", _("同比，可比口径"), "percent"),
    Column("median_pct", _("往年常态"), "percent"),
    Column("robust_z", _("稳健分数")),
    Column("history", _("历史（期）")),
    Column("revenue_10k_cny", _("累计营业收入"), "amount"),
]
_TITLES = [
    Column("title", _("称号")),
    Column("valid", _("有效期内"), "count"),
    Column("expiring", _("其中半年内到期"), "count"),
    Column("unstated", _("没写有效期"), "count"),
    Column("expired", _("已过期"), "count"),
]


def _titles_said(titles: pd.DataFrame, period: str) -> str:
    if titles.empty:
        return _("名录里还没有填称号；在“称号”一列写上，如 专精特新(2023-06至2026-05)，就会计数。")
    day = end_day(period)
    told = [_("{0}{1}家").format(*row) for row in zip(titles["title"], titles["valid"].map(count), strict=True)]
    unstated = sum(titles["unstated"])
    said = _("截至{0}年{1}月{2}日在有效期内：{3}。").format(day.year, day.month, day.day, "、".join(told))
    return said + (_("没写有效期的{0}个另列，有效与否未知。").format(count(unstated)) if unstated else "")


@dataclass(frozen=True)
class Closing:
    """One count target: what it says, and the firms that would close it."""

    said: str
    firms: pd.DataFrame


@kept()
def closings(origin: cached.Source, period: str) -> list[Closing]:
    """The plans' count targets, each with the fewest firms that would close it; [] where no plan counts firms."""
    sets = _sets(origin, period)
    return [_closing(some, period) for _key, some in sets.groupby(["plan", "target"], sort=False)]


@kept()
def _sets(origin: cached.Source, period: str) -> pd.DataFrame:
    return closing_sets(cached.store(origin), period)


def _closing(rows: pd.DataFrame, period: str) -> Closing:
    head = rows.iloc[0]
    firms = rows.loc[rows["firm_id"].notna()]
    over = _("，期限已过") if head["deadline"] and head["deadline"] < period else ""
    term = quarter_end_label(head["deadline"]) if head["deadline"] else _("未写明期限")
    said = _("{0}（{1}，{2}{3}）：").format(head["indicator"], head["plan"], term, over)
    if pd.isna(head["value"]):
        return Closing(said + str(head["reason"]), firms)
    asked = _("超过{0}家") if head["operator"] == ">" else _("{0}家以上")
    said += _("目标{0}，现有{1}家").format(asked.format(count(head["goal"])), count(head["value"]))
    if not len(firms):
        return Closing(f"{said}，{head['reason']}", firms)
    lacking = amount_100m(firms["shortfall_10k_cny"].sum())
    said += _("，还差{0}家；离线最近的{1}家合计差{2}亿元").format(count(head["missing"]), count(len(firms)), lacking)
    note = f"（{head['reason']}）" if head["reason"] else ""
    return Closing(
        said + note, _in_10k_cny(firms.astype({"revenue_10k_cny": float, "shortfall_10k_cny": float}), _CLOSING)
    )


_CLOSING = [
    Column("firm", _("企业")),
    Column("place", _("由近到远"), "count"),
    Column("revenue_10k_cny", _("年营业收入（万元）")),
    Column("shortfall_10k_cny", _("差额（万元）")),
    Column("growth_needed_pct", _("所需增长"), "percent"),
]
