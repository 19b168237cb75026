"""现在是谁：页面每次重算都问一遍，登录一作废就没有这个人了。"""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from access import posture, session
from access.accounts import Scope
from access.cookie import session_cookie
from access.identity import ADDRESS_HEADER, OPEN, SESSION_HEADER, unsealed
from access.role import DEMO, Role, load_roles
from etl.paths import data_dir
from etl.words import _

_BOUND = "access_bound_to"


@dataclass(frozen=True)
class User:
    """Who looks. `session` names the sign-in ("" in open mode); `scope` maps subdistrict|cluster to one's own names.

    `role` is a name of roles.toml, also in open mode, where `is_demo` holds and `demo` means nobody's eyes.
    """

    name: str
    role: str
    scope: Scope
    session: str
    address: str
    is_demo: bool

    @property
    def rights(self) -> Role:
        """What this user may do."""
        return load_roles()[self.role]

    def may(self, right: str) -> bool:
        """Whether the user holds a right at all, in full or for their own part."""
        return self.rights.may(right)


def current_user(headers: Mapping[str, str], cookies: Mapping[str, str], data: Path | None = None) -> User | None:
    """Who made this run, by what the gate wrote into the headers and the visitor's own cookie; None: stop the page.

    Asked anew on every run: a session that was ended, has expired, or whose account was disabled, given another role or
    another password gives None. No headers at all means no network (a test, a warm-up), so only demo data opens then.
    """
    folder = data or data_dir()
    if not headers:
        is_open = not posture.has_real_data(folder)
        return demo_user("", "") if is_open else None
    identity = unsealed(headers.get(SESSION_HEADER))
    address = unsealed(headers.get(ADDRESS_HEADER)) or ""
    if identity is None:
        return None
    if identity.startswith(OPEN):
        role = identity.removeprefix(OPEN).lstrip(":")
        return None if posture.has_real_data(folder) else demo_user(role, address)
    tokens = [cookies.get(session_cookie(is_tls), "") for is_tls in (True, False)]
    if identity not in [session.session_id(token) for token in tokens if token]:
        return None
    found = session.find(folder, identity)
    return user_of(found, address) if found else None


def user_of(found: session.Session, address: str) -> User:
    """A session's user."""
    known = found.account
    return User(known.name, known.role, known.scope, found.id, address or found.address, is_demo=False)


def demo_user(role: str, address: str) -> User:
    """Everyone, in open mode, through the eyes of `role` ("" or an unknown word: nobody's in particular)."""
    return User(_("演示"), role if role in load_roles() else DEMO, {}, "", address, is_demo=True)


def is_bound(state: MutableMapping[Any, Any], user: User) -> bool:
    """Whether this page session belongs to this sign-in; the first to ask owns it. False: clear the state and stop.

    A live page session can be taken over by whoever knows its number (`state` is then the victim's, cookie and
    headers the other's); so it is tied to the sign-in it began with.
    """
    return state.setdefault(_BOUND, (user.session, user.name, user.role)) == (user.session, user.name, user.role)
