"""随系统来的三种报表说明，只读一次。"""

import pytest

from etl.source import find_source


@pytest.fixture(scope="session")
def revenue():
    return find_source("季度营收")


@pytest.fixture(scope="session")
def register():
    return find_source("企业名录")


@pytest.fixture(scope="session")
def indicator():
    return find_source("指标填报")


@pytest.fixture(scope="session")
def kept():
    """(row, 营业收入, 上年同期) of a sheet's rows that were not set aside."""

    def rows_of(sheet):
        return [
            (row["row"], row["revenue_10k_cny"], row.get("prior_reported_10k_cny"))
            for row in sheet.table.to_pylist()
            if row["row"] not in sheet.aside
        ]

    return rows_of


@pytest.fixture(scope="session")
def said():
    """(rule, cell, value) of what is said of a sheet and of its rows."""

    def of(sheet, severities=("error", "warning")):
        issues = [*sheet.issues, *(issue for row in sorted(sheet.aside) for issue in sheet.aside[row])]
        return [(issue.rule, issue.cell, issue.value) for issue in issues if issue.severity in severities]

    return of
