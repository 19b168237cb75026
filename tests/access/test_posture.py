"""要不要登录，能不能启动。"""

import json
import os

import pytest

from access import accounts
from access.posture import has_real_data, is_loopback, is_open, start_problems

GOOD = "Zq7-huangshan-lu"


def filed(data, name, *, is_demo=True, record="revenue", kind="load"):
    folder = data / "ledger" / f"20260101T00000000{name}Z-abcdef"
    folder.mkdir(parents=True)
    page = {"kind": kind, "record": record, "is_demo": is_demo}
    (folder / "filing.json").write_text(json.dumps(page), encoding="utf-8")


def configured(data, text):
    (data / "access").mkdir(mode=0o700, exist_ok=True)
    (data / "access" / "settings.toml").write_text(text, encoding="utf-8")


def scope(client="127.0.0.1", server="127.0.0.1", host="localhost:8501"):
    headers = [(b"host", host.encode())]
    return {"type": "http", "client": (client, 5000), "server": (server, 8501), "headers": headers}


def test_no_data_and_demo_data_are_not_real(tmp_path):
    """Nor are published totals, which name no firm."""
    assert not has_real_data(tmp_path)
    filed(tmp_path, 1)
    filed(tmp_path, 2, is_demo=False, record="indicator")
    assert not has_real_data(tmp_path)


def test_one_real_filing_makes_it_real_also_after_it_was_withdrawn(tmp_path):
    """An undo doesn't unmake it: as of the day before, it can still be seen."""
    filed(tmp_path, 1)
    assert not has_real_data(tmp_path)
    filed(tmp_path, 2, is_demo=False, record="register")
    filed(tmp_path, 3, kind="undo")
    assert has_real_data(tmp_path)


def test_a_page_that_cannot_be_read_counts_as_real(tmp_path):
    """Refuse rather than guess."""
    filed(tmp_path, 1)
    next((tmp_path / "ledger").iterdir()).joinpath("filing.json").write_text("{", encoding="utf-8")
    assert has_real_data(tmp_path)


@pytest.mark.parametrize(
    ("address", "is_ours"),
    [
        ("127.0.0.1", True),
        ("127.8.9.1", True),
        ("::1", True),
        ("[::1]", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("", False),
        (None, False),
        ("10.0.0.1", False),
        ("127.0.0.1.evil.example", False),
    ],
)
def test_loopback_is_only_this_machine(address, is_ours):
    """All addresses (`0.0.0.0`, none given) is not loopback."""
    assert is_loopback(address) is is_ours


def test_open_needs_this_machine_at_both_ends_and_no_real_data(tmp_path):
    """A visitor from elsewhere by the proxy's word, a socket bound elsewhere, another name: each closes it."""
    assert is_open(tmp_path, scope())
    assert not is_open(tmp_path, scope(client="10.0.0.9"))
    assert not is_open(tmp_path, scope(server="10.0.0.1"))
    assert not is_open(tmp_path, scope(host="yt.example.gov.cn"))
    assert not is_open(tmp_path, scope(host="127.0.0.1@evil.example"))
    assert not is_open(tmp_path, scope() | {"client": None})
    assert not is_open(tmp_path, scope() | {"server": None})
    assert not is_open(tmp_path, scope() | {"headers": []})
    filed(tmp_path, 1, is_demo=False)
    assert not is_open(tmp_path, scope())


def test_settings_can_ask_for_sign_in_always(tmp_path):
    """Also over demo data, on this machine."""
    configured(tmp_path, '[sign_in]\nrequired = "always"\n')
    assert not is_open(tmp_path, scope())
    assert "必须登录" in start_problems(tmp_path, "127.0.0.1", has_tls=False)[0]


def test_demo_data_on_this_machine_starts_as_it_is(tmp_path):
    """No account, no certificate, no setting needed."""
    filed(tmp_path, 1)
    assert start_problems(tmp_path, "127.0.0.1", has_tls=False) == []


def test_real_data_without_an_account_does_not_start(tmp_path):
    """It says how to make the first; a disabled one doesn't count."""
    filed(tmp_path, 1, is_demo=False)
    assert "python -m access add" in start_problems(tmp_path, "127.0.0.1", has_tls=False)[0]
    accounts.add(tmp_path, "管理", "admin", GOOD)
    assert start_problems(tmp_path, "127.0.0.1", has_tls=False) == []
    accounts.set_disabled(tmp_path, "管理", is_disabled=True)
    assert start_problems(tmp_path, "127.0.0.1", has_tls=False) != []


@pytest.mark.parametrize("address", ["0.0.0.0", "", None, "10.0.0.1"])
def test_elsewhere_needs_an_account_and_a_certificate(tmp_path, address):
    """Both are said at once; with both, or with plain HTTP allowed on purpose, it starts."""
    assert len(start_problems(tmp_path, address, has_tls=False)) == 2
    accounts.add(tmp_path, "管理", "admin", GOOD)
    assert "明文" in start_problems(tmp_path, address, has_tls=False)[0]
    assert start_problems(tmp_path, address, has_tls=True) == []
    configured(tmp_path, "[sign_in]\nallow_plain_http = true\n")
    assert start_problems(tmp_path, address, has_tls=False) == []


def test_a_trusted_proxy_needs_loopback_a_secret_and_roles(tmp_path, monkeypatch):
    """A header can be believed only from the one who knows the secret."""
    configured(tmp_path, '[sign_in]\nmodes = ["proxy"]\n')
    assert len(start_problems(tmp_path, "0.0.0.0", has_tls=True)) == 3
    monkeypatch.setenv("ACCESS_PROXY_SECRET", "s" * 32)
    configured(tmp_path, '[sign_in]\nmodes = ["proxy"]\n[proxy.roles]\n"领导" = "leader"\n')
    assert start_problems(tmp_path, "127.0.0.1", has_tls=False) == []
    assert "127.0.0.1" in start_problems(tmp_path, "0.0.0.0", has_tls=True)[0]


def test_an_identity_provider_needs_all_its_settings(tmp_path, monkeypatch):
    """Each missing one is named; a secret file that others can read is refused."""
    configured(tmp_path, '[sign_in]\nmodes = ["oidc"]\n')
    assert len(start_problems(tmp_path, "127.0.0.1", has_tls=False)) == 5
    secret = tmp_path / "secret"
    secret.write_text("s", encoding="utf-8")
    secret.chmod(0o644)
    text = (
        '[sign_in]\nmodes = ["oidc"]\n[oidc]\nissuer = "https://id"\nclient_id = "c"\nredirect_url = "https://x"\n'
        f'secret_file = "{secret}"\n[oidc.roles]\n"领导" = "leader"\n'
    )
    configured(tmp_path, text)
    assert "chmod 600" in start_problems(tmp_path, "127.0.0.1", has_tls=False)[0]
    secret.chmod(0o600)
    assert start_problems(tmp_path, "127.0.0.1", has_tls=False) == []
    monkeypatch.setenv("ACCESS_OIDC_SECRET", "other")
    os.remove(secret)
    assert "读不出来" in start_problems(tmp_path, "127.0.0.1", has_tls=False)[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = 1", "没有 [x]"),
        ("[session]\nidle = 1", "没有 idle"),
        ('[session]\nidle_minutes = "x"', "写法不对"),
        ("[session]\nidle_minutes = 0", "大于零"),
        ("[audit]\nkeep_days = 30", "185"),
        ("[password]\nshortest = 6", "更松"),
        ('[sign_in]\nmodes = ["local", "proxy"]', "modes"),
        ('[sign_in]\nrequired = "never"', "required"),
        ('[oidc.roles]\n"x" = "demo"', "没有“demo”"),
        ("[", "读不出来"),
    ],
)
def test_a_wrong_setting_keeps_it_from_starting(tmp_path, text, said):
    """A misspelt safety is no safety."""
    configured(tmp_path, text)
    assert said in start_problems(tmp_path, "127.0.0.1", has_tls=False)[0]


def test_a_readable_account_folder_keeps_it_from_starting(tmp_path):
    """Even with demo data: the accounts are there already."""
    accounts.add(tmp_path, "管理", "admin", GOOD)
    (tmp_path / "access").chmod(0o755)
    assert "chmod 700" in start_problems(tmp_path, "127.0.0.1", has_tls=False)[0]
