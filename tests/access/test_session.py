"""登录。"""

import sqlite3

import pytest

from access import accounts, session
from access.database import database_file

GOOD = "Zq7-huangshan-lu"
MINUTE, HOUR = 60, 3600


@pytest.fixture
def known(tmp_path):
    return accounts.add(tmp_path, "王丽", "leader", GOOD)


def begun(data, known, now=1_000_000.0):
    return session.session_id(session.begin(data, known, "10.0.0.1", now))


def test_a_session_counts_from_sign_in_to_sign_out(tmp_path, known):
    """It is found by the token's digest, until it is ended."""
    identity = begun(tmp_path, known)
    found = session.find(tmp_path, identity, 1_000_001.0)
    assert found is not None
    assert (found.account.name, found.address) == ("王丽", "10.0.0.1")
    session.end(tmp_path, identity)
    assert session.find(tmp_path, identity, 1_000_002.0) is None


def test_the_token_itself_is_stored_nowhere(tmp_path, known):
    """Whoever reads the database can't sign in with what it holds."""
    token = session.begin(tmp_path, known, "")
    with sqlite3.connect(database_file(tmp_path)) as connection:
        dumped = "\n".join(connection.iterdump())
    assert token not in dumped
    assert session.session_id(token) in dumped
    assert session.find(tmp_path, token) is None


def test_it_ends_when_idle_and_when_old(tmp_path, known):
    """Thirty minutes without a sign of life; twelve hours whatever happens."""
    identity = begun(tmp_path, known, 0.5)
    assert session.find(tmp_path, identity, 30 * MINUTE) is not None
    assert session.find(tmp_path, identity, 31 * MINUTE) is None
    for minute in range(20, 12 * 60, 20):
        found = session.find(tmp_path, identity, minute * MINUTE)
        assert found is not None
        session.touch(tmp_path, found, minute * MINUTE)
    assert session.find(tmp_path, identity, 12 * HOUR + 5) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda data: accounts.set_disabled(data, "王丽", is_disabled=True),
        lambda data: accounts.set_password(data, "王丽", "Another-good-1"),
        lambda data: accounts.set_role(data, "王丽", "researcher"),
    ],
)
def test_it_ends_when_its_account_changes(tmp_path, known, change):
    """Disabled, another password, another role; enabling again doesn't bring it back."""
    identity = begun(tmp_path, known)
    change(tmp_path)
    assert session.find(tmp_path, identity, 1_000_001.0) is None
    accounts.set_disabled(tmp_path, "王丽", is_disabled=False)
    assert session.find(tmp_path, identity, 1_000_001.0) is None


def test_the_public_gets_in_only_where_it_is_open(tmp_path):
    """公众 is off by default, also for accounts that exist."""
    known = accounts.add(tmp_path, "来宾", "public", GOOD)
    identity = begun(tmp_path, known)
    assert session.find(tmp_path, identity, 1_000_001.0) is None
    (tmp_path / "access" / "settings.toml").write_text("[sign_in]\nis_public_open = true\n", encoding="utf-8")
    assert session.find(tmp_path, identity, 1_000_001.0) is not None


def test_a_restored_database_is_the_one_read(tmp_path, known):
    """Another file in its place is opened anew: no connection goes on with the old one."""
    identity = begun(tmp_path, known)
    assert session.find(tmp_path, identity, 1_000_001.0) is not None
    for file in database_file(tmp_path).parent.glob("access.db*"):
        file.unlink()
    assert session.find(tmp_path, identity, 1_000_001.0) is None
    accounts.add(tmp_path, "王丽", "leader", GOOD)
    assert session.find(tmp_path, identity, 1_000_001.0) is None
