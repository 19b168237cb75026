"""一家企业在一季报表上的那一行，以及每份报表上有哪些行。"""

from dataclasses import dataclass, replace
from functools import cached_property

from etl.demo import events
from etl.demo.chance import between, fraction, one_of
from etl.demo.cohorts import ordinary
from etl.demo.firms import Firm, backbone
from etl.demo.quarters import Quarter, parse_quarter
from etl.demo.revenue import Cumulative, true_revenue
from etl.demo.story import table

_UP = ("新签项目集中验收", "新增重点客户", "新产品放量", "承接总部业务")
_DOWN = ("大客户项目延期", "业务结构调整", "项目验收推迟", "去年基数较高")


@dataclass(frozen=True)
class Row:
    """One firm's line. Amounts in yuan, cumulative since January; None = the cell is left without a figure."""

    firm: Firm
    name: str
    code: str
    revenue: int | None
    prior: int | None
    profit: int | None = None
    profit_prior: int | None = None
    research: int | None = None
    employees: int | None = None
    remark: str = ""


@dataclass(frozen=True)
class World:
    """All firms and what they truly earned."""

    firms: tuple[Firm, ...]
    revenue: Cumulative

    @cached_property
    def late(self) -> list[events.LateFiling]:
        """The 补报 workbooks."""
        return events.late_filings(list(self.firms))

    @cached_property
    def unfiled(self) -> tuple[Quarter, frozenset[str]]:
        """Who hasn't filed the last quarter yet."""
        return events.unfiled(list(self.firms))

    @cached_property
    def by_key(self) -> dict[str, Firm]:
        """Firms by their key in the story."""
        return {firm.key: firm for firm in self.firms}


def make_world() -> World:
    """The invented district; the same one every time."""
    firms = tuple(backbone() + ordinary())
    return World(firms, true_revenue(list(firms)))


def quarter_rows(world: World, quarter: Quarter) -> list[Row]:
    """The form as first handed in: late and missing firms without figures, wrong figures still wrong."""
    absent = {key for late in world.late if late.period == quarter for key in late.keys}
    if world.unfiled[0] == quarter:
        absent |= world.unfiled[1]
    wrong = table("events")["correction"]["wrong"] if str(quarter) == table("events")["correction"]["period"] else {}
    rows = []
    for firm in world.firms:
        if not events.reports(firm, quarter):
            continue
        row = _row(world, firm, quarter)
        if firm.key in absent or events.is_missed(firm, quarter):
            row = Row(firm, row.name, row.code, None, None, remark="未报")
        elif firm.key in wrong and row.revenue:
            row = replace(row, revenue=_step(row.revenue * wrong[firm.key]))
        rows.append(_with_typo(row, quarter))
    return rows


def late_rows(world: World, late: events.LateFiling) -> list[Row]:
    """What the latecomers handed in, and the mistyped code put right."""
    typo = table("events")["typo"]
    keys = set(late.keys) | ({typo["key"]} if typo["period"] == str(late.period) else set())
    return [_row(world, firm, late.period) for firm in world.firms if firm.key in keys]


def corrected_rows(world: World) -> list[Row]:
    """The true figures of the firms whose first ones were wrong, with what was filed before in the remark."""
    correction = table("events")["correction"]
    quarter = parse_quarter(correction["period"])
    before = {row.firm.key: row.revenue or 0 for row in quarter_rows(world, quarter)}
    return [
        replace(row, remark=f"原报营业收入{before[firm.key] / 10_000:,.2f}万元，现予更正")
        for firm in world.firms
        if firm.key in correction["wrong"]
        for row in [_row(world, firm, quarter)]
    ]


def _row(world: World, firm: Firm, quarter: Quarter) -> Row:
    revenue = world.revenue[firm.key, quarter]
    prior = world.revenue.get((firm.key, quarter.year_before))
    if prior is not None:
        prior = _step(prior * events.restatement(firm, quarter.year))
    return Row(
        firm=firm,
        name=firm.name_on(quarter.filing_day),
        code=firm.code,
        revenue=revenue,
        prior=None if events.is_prior_blank(firm, quarter) else prior,
        profit=_profit(firm, quarter, revenue),
        profit_prior=_profit(firm, quarter.year_before, prior),
        research=_step(revenue * between(0.04, 0.15, "研发", firm.key)),
        employees=_employees(world, firm, quarter),
        remark=_remark(firm, quarter, revenue, prior),
    )


def _profit(firm: Firm, quarter: Quarter, revenue: int | None) -> int | None:
    margin = between(-0.04, 0.17, "利润率", firm.key) + between(-0.02, 0.02, "利润", firm.key, quarter)
    return None if revenue is None else _step(revenue * margin)


def _employees(world: World, firm: Firm, quarter: Quarter) -> int:
    """From the year's revenue so far as a year's, at 45 to 110 万元 a head."""
    yearly = world.revenue[firm.key, quarter] * 4 / quarter.quarter
    per_head = between(450_000, 1_100_000, "人均", firm.key)
    return max(3, round(yearly / per_head * between(0.95, 1.05, "人数", firm.key, quarter.year)))


def _remark(firm: Firm, quarter: Quarter, revenue: int, prior: int | None) -> str:
    reversal = table("events")["reversal"]
    if (firm.key, str(quarter)) == (reversal["key"], reversal["period"]):
        return reversal["remark"]
    if not prior:
        return "本年新办，无上年同期" if firm.founded.year >= quarter.year - 1 else ""
    if abs(revenue / prior - 1) > 0.3 and fraction("写备注", firm.key, quarter) < 0.8:
        return one_of(_UP if revenue > prior else _DOWN, "备注", firm.key, quarter)
    return ""


def _with_typo(row: Row, quarter: Quarter) -> Row:
    """One code with two neighbouring digits swapped, as a tired typist does."""
    typo = table("events")["typo"]
    if (row.firm.key, str(quarter)) != (typo["key"], typo["period"]):
        return row
    at = next(i for i in range(14, 9, -1) if row.code[i] != row.code[i + 1])
    return replace(row, code=row.code[:at] + row.code[at + 1] + row.code[at] + row.code[at + 2 :])


def _step(yuan: float) -> int:
    return round(yuan / 100) * 100
