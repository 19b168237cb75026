"""账号。"""

import stat

import pytest

from access import accounts
from access.database import access_dir, check_private, database_file
from access.fault import AccessError

GOOD = "Zq7-huangshan-lu"


def test_an_account_is_made_found_and_listed(tmp_path):
    """What was said at making is what is found."""
    made = accounts.add(tmp_path, "王丽", "clerk", GOOD, {"subdistrict": ("泉城路街道",)})
    assert (made.name, made.role, made.scope, made.is_disabled) == (
        "王丽",
        "clerk",
        {"subdistrict": ("泉城路街道",)},
        False,
    )
    assert accounts.find(tmp_path, "王丽") == made
    assert accounts.listed(tmp_path) == [made]


def test_nothing_is_created_by_asking(tmp_path):
    """A folder without accounts stays as it was."""
    assert accounts.find(tmp_path, "王丽") is None
    assert accounts.listed(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "role", "secret", "scope", "said"),
    [
        ("x", "leader", GOOD, {}, "账号名"),
        ("a b", "leader", GOOD, {}, "账号名"),
        ("'; DROP TABLE accounts; --", "leader", GOOD, {}, "账号名"),
        ("王丽", "boss", GOOD, {}, "没有角色"),
        ("王丽", "demo", GOOD, {}, "没有角色"),
        ("王丽", "clerk", GOOD, {}, "分管"),
        ("王丽", "leader", GOOD, {"subdistrict": ("甲",)}, "不用写分管"),
        ("王丽", "clerk", GOOD, {"field": ("甲",)}, "街道或集群"),
        ("王丽", "leader", "short", {}, "至少"),
    ],
)
def test_a_wrong_account_is_refused_with_the_reason(tmp_path, name, role, secret, scope, said):
    """Names, roles, scopes and passwords are checked before anything is written."""
    with pytest.raises(AccessError, match=said):
        accounts.add(tmp_path, name, role, secret, scope)
    assert accounts.listed(tmp_path) == []


def test_a_name_is_given_once(tmp_path):
    """A second account of that name is refused, the first keeps its password."""
    accounts.add(tmp_path, "王丽", "leader", GOOD)
    with pytest.raises(AccessError, match="已经有账号"):
        accounts.add(tmp_path, "王丽", "admin", "Other-pass-77")
    assert accounts.password_fits(tmp_path, "王丽", GOOD)


def test_every_change_ends_earlier_sign_ins(tmp_path):
    """Disabling, enabling, another role, another password: each raises the epoch that sessions carry."""
    accounts.add(tmp_path, "王丽", "leader", GOOD)
    epochs = []
    for change in (
        lambda: accounts.set_disabled(tmp_path, "王丽", is_disabled=True),
        lambda: accounts.set_disabled(tmp_path, "王丽", is_disabled=False),
        lambda: accounts.set_role(tmp_path, "王丽", "reviewer"),
        lambda: accounts.set_password(tmp_path, "王丽", "Another-good-1"),
    ):
        change()
        epochs.append(accounts.listed(tmp_path)[0].epoch)
    assert epochs == sorted(set(epochs))
    assert epochs[0] > 1


def test_a_disabled_account_has_no_right_password(tmp_path):
    """Not even its own."""
    accounts.add(tmp_path, "王丽", "leader", GOOD)
    accounts.set_disabled(tmp_path, "王丽", is_disabled=True)
    assert accounts.password_fits(tmp_path, "王丽", GOOD) is None
    with pytest.raises(AccessError, match="没有账号"):
        accounts.set_disabled(tmp_path, "李四", is_disabled=True)


def test_a_vouched_for_name_cannot_become_a_local_account(tmp_path):
    """An identity provider that sends "admin" doesn't get the local admin, nor one subject another's name."""
    accounts.add(tmp_path, "admin", "admin", GOOD)
    with pytest.raises(AccessError, match="另一个人"):
        accounts.sign_in_from(tmp_path, "oidc", "issuer|1", "admin", "leader")
    first = accounts.sign_in_from(tmp_path, "oidc", "issuer|1", "王丽", "leader")
    assert accounts.sign_in_from(tmp_path, "oidc", "issuer|1", "王丽", "researcher").epoch > first.epoch
    with pytest.raises(AccessError, match="另一个人"):
        accounts.sign_in_from(tmp_path, "oidc", "issuer|2", "王丽", "leader")
    assert accounts.password_fits(tmp_path, "王丽", "") is None
    with pytest.raises(AccessError, match="统一身份认证"):
        accounts.set_password(tmp_path, "王丽", GOOD)


def test_only_the_service_user_can_read_the_accounts(tmp_path):
    """Folder 0700, database 0600; a wider one is refused, with what to do."""
    accounts.add(tmp_path, "王丽", "leader", GOOD)
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (access_dir(tmp_path), database_file(tmp_path))]
    assert modes == [0o700, 0o600]
    database_file(tmp_path).chmod(0o644)
    with pytest.raises(AccessError, match="chmod 600"):
        accounts.listed(tmp_path)
    database_file(tmp_path).chmod(0o600)
    access_dir(tmp_path).chmod(0o755)
    with pytest.raises(AccessError, match="chmod 700"):
        check_private(access_dir(tmp_path))
