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
