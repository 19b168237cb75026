"""分管一口的填报员只经手本口的：能放谁的表、看得到谁的表、能收能撤什么。"""

from access.current import User
from etl.waiting import Waiting

_ALL, _OWN = "all", "own"


def may_drop(user: User) -> bool:
    """Whether this person may put files into the inbox at all."""
    return user.rights.upload in (_ALL, _OWN)


def senders(user: User, known: list[str]) -> list[str]:
    """For whom they may: every sub-district known, or their own part."""
    return own_names(user) if user.rights.upload == _OWN else known


def own_names(user: User) -> list[str]:
    """The names of the sub-districts and clusters somebody is in charge of."""
    return sorted({name for names in user.scope.values() for name in names})


def scope_of(user: User) -> dict[str, tuple[str, ...]]:
    """The part whose firms alone they may hand in; {} for whoever may hand in any."""
    return {kind: tuple(names) for kind, names in user.scope.items()} if user.rights.upload == _OWN else {}


def sees_all(user: User) -> bool:
    """Whether they are concerned with everybody's files, not only with their own part's."""
    return user.rights.approve or user.rights.upload == _ALL


def is_theirs(user: User, item: Waiting) -> bool:
    """Whether a waiting file is for their eyes: every one, or only what they dropped themselves for the part they have.

    A file of one's own from the time before another part was given shows rows that are no longer one's own.
    """
    if sees_all(user):
        return True
    return user.rights.upload == _OWN and item.by == user.name and item.scope == scope_of(user) != {}


def may_accept(user: User, persons: int) -> bool:
    """Whether they may take in what is ready by themselves, without another's proposal."""
    return persons == 1 and user.rights.approve


def may_propose(user: User, persons: int) -> bool:
    """Whether they may propose what is ready to another person."""
    return persons > 1 and may_drop(user)
