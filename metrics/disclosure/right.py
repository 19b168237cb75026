"""哪个角色要经过披露控制，哪个看不到数；别处的权限不在这里管。"""

from etl.words import _
from metrics.request import RequestError

OPEN = ("leader", "reviewer")
CONTROLLED = ("clerk", "researcher", "public")
NONE = ("admin",)
PUBLISHED = ("public",)
ROLES = (*OPEN, *CONTROLLED, *NONE)


def needs_control(role: str) -> bool:
    """Whether what leaves for this role is protected. Raises RequestError for a role nobody knows."""
    _known(role)
    return role in CONTROLLED


def sees_firms(role: str) -> bool:
    """Whether every firm's figures may leave for this role. Raises RequestError for a role nobody knows."""
    _known(role)
    return role in OPEN


def is_published_only(role: str) -> bool:
    """Whether this role gets the figures of published quarters only. Raises RequestError for a role nobody knows."""
    _known(role)
    return role in PUBLISHED


def sees_nothing(role: str) -> bool:
    """Whether this role alone gives no right to any figure. Raises RequestError for a role nobody knows."""
    _known(role)
    return role in NONE


def _known(role: str) -> None:
    if role not in ROLES:
        raise RequestError(_("角色“{role}”不认得；有：{known}。").format(role=role, known="、".join(ROLES)))
