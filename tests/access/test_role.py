"""角色与权限。"""

import re
from pathlib import Path

import pytest

from access.role import RIGHTS, load_roles, matrix

README = Path(__file__).parents[2] / "access" / "README.md"
# 设计写明的：谁看汇总数、企业，谁上报、收下、撤回、导出，谁管账号、设置、留痕
EXPECTED = {
    "leader": ("all", "all", "none", False, False, True, False, False, False),
    "clerk": ("controlled", "own", "own", False, False, True, False, False, False),
    "reviewer": ("all", "all", "none", True, True, True, False, False, False),
    "researcher": ("controlled", "none", "none", False, False, True, False, False, False),
    "admin": ("none", "none", "none", False, False, False, True, True, True),
    "public": ("published", "none", "none", False, False, False, False, False, False),
    "demo": ("all", "all", "all", True, True, True, True, True, True),
}


def test_every_role_has_the_rights_it_was_designed_with():
    """The whole table, written out by hand."""
    found = {name: tuple(getattr(role, right) for right in RIGHTS) for name, role in load_roles().items()}
    assert found == EXPECTED


def test_the_readme_shows_the_same_matrix():
    """The documented table is the one in force, cell by cell."""
    lines = [line for line in README.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    table = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines]
    shown = [row for row in table if len(row) == len(load_roles()) + 1 and not re.fullmatch(r"-+", row[0])]
    assert shown == matrix()


def test_a_partial_right_counts_as_one_and_none_does_not():
    """`may` says whether there is anything at all; the door asks how much."""
    roles = load_roles()
    assert roles["clerk"].may("enterprises")
    assert not roles["researcher"].may("enterprises")
    assert not roles["admin"].may("aggregates")
    with pytest.raises(KeyError):
        roles["admin"].may("title")


def test_only_clerks_answer_for_a_part():
    """Scope belongs to clerks alone; disclosure control to clerks, researchers and the public."""
    roles = load_roles().values()
    assert [role.name for role in roles if role.is_scoped] == ["clerk"]
    assert [role.name for role in roles if role.is_controlled] == ["clerk", "researcher", "public"]
