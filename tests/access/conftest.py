"""一个真的服务进程，正式数据，几个账号。"""

import pytest
from argon2 import PasswordHasher

from access import password
from tests.access.server import PASSWORD, add_people, serving
from tests.access.wire import signed_in
from tests.pages.small_data import write_data


@pytest.fixture(autouse=True, scope="session")
def cheap_hashes():
    """Hashes that cost nothing, in this process only; the server re-hashes them at the first sign-in."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(password, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield


@pytest.fixture(scope="package")
def site(tmp_path_factory):
    """(port, data folder, log file) of a server with real data, where sign-in is required."""
    data = write_data(tmp_path_factory.mktemp("site"), is_demo=False, periods=["2025Q4", "2026Q1"])
    add_people(data)
    log = tmp_path_factory.mktemp("log") / "server.log"
    with serving(data, log) as port:
        yield port, data, log


@pytest.fixture(scope="package")
def port(site):
    return site[0]


@pytest.fixture(scope="package")
def data(site):
    return site[1]


@pytest.fixture
def enter(port):
    """Sign in by name; answers the cookie header."""

    def by_name(name: str) -> str:
        return signed_in(port, name, PASSWORD)

    return by_name
