"""哪一家哪一季出了什么事：迟报、没报、漏报、重述、改数。点名的照点名，其余按机会抽。"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from etl.demo.chance import between, fraction
from etl.demo.firms import Firm
from etl.demo.quarters import Quarter, parse_quarter
from etl.demo.story import table


@dataclass(frozen=True)
class LateFiling:
    """Firms whose figures for `period` came on `day` in a 补报 workbook instead of with the others."""

    period: Quarter
    day: date
    keys: frozenset[str]


def reports(firm: Firm, quarter: Quarter) -> bool:
    """On the bureau's list for that quarter: taken up, founded, and not gone by its last day."""
    return quarter >= firm.reports_from and firm.founded <= quarter.last_day and firm.is_here(quarter.last_day)


def late_filings(firms: list[Firm]) -> list[LateFiling]:
    """The 补报 workbooks, in order of time."""
    return [
        LateFiling(quarter, late["day"], _chosen(firms, late, quarter))
        for late in table("events")["late"]
        for quarter in [parse_quarter(late["period"])]
    ]


def unfiled(firms: list[Firm]) -> tuple[Quarter, frozenset[str]]:
    """The last quarter, and the firms that haven't handed it in yet."""
    story = table("events")["unfiled"]
    quarter = parse_quarter(story["period"])
    return quarter, _chosen(firms, story, quarter)


def is_missed(firm: Firm, quarter: Quarter) -> bool:
    """Never filed for that quarter. No 规上 firm misses a year's end; the backbone misses only what the story says."""
    events = table("events")
    if {"key": firm.key, "period": str(quarter)} in events["missed"]:
        return True
    if firm.annual_10k_cny:
        return False
    if firm.is_above_scale(quarter.last_day):
        return quarter.quarter != 4 and fraction("漏报", firm.key, quarter) < events["rates"]["above_scale"]
    return fraction("漏报", firm.key, quarter) < events["rates"]["below_scale"]


def restatement(firm: Firm, year: int) -> float:
    """What that year's forms multiply last year's figures by; 1 for nearly everybody."""
    events = table("events")
    for entry in events["restated"]:
        if (entry["key"], entry["year"]) == (firm.key, year):
            return entry["factor"]
    if firm.annual_10k_cny or fraction("重述", firm.key, year) >= events["rates"]["restated"]:
        return 1.0
    return between(0.88, 1.12, "重述多少", firm.key, year)


def is_prior_blank(firm: Firm, quarter: Quarter) -> bool:
    """Left last year's cell empty, though there was a figure."""
    return not firm.annual_10k_cny and fraction("忘填", firm.key, quarter) < table("events")["rates"]["blank_prior"]


def _chosen(firms: list[Firm], entry: dict[str, Any], quarter: Quarter) -> frozenset[str]:
    unnamed = [firm for firm in firms if not firm.annual_10k_cny and reports(firm, quarter)]
    others = [firm.key for firm in unnamed if not is_missed(firm, quarter)]
    others.sort(key=lambda key: fraction("迟", quarter, key))
    return frozenset(entry["keys"]) | frozenset(others[: entry["others"]])
