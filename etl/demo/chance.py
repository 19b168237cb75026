"""可重复的偶然：同一个名目永远抽到同一个数，与先后次序和 Python 版本无关。"""

import random
from collections.abc import Sequence
from typing import TypeVar

_SEED = "历下演示"
Thing = TypeVar("Thing")


def fraction(*subject: object) -> float:
    """A number in [0, 1) fixed by what it is about. Of `random`, only `random()` is promised to stay the same."""
    return random.Random(":".join([_SEED, *map(str, subject)])).random()


def between(low: float, high: float, *subject: object) -> float:
    """A number in [low, high) fixed by its subject."""
    return low + (high - low) * fraction(*subject)


def one_of(things: Sequence[Thing], *subject: object) -> Thing:
    """One of the things, each equally likely. Raises IndexError on an empty sequence."""
    return things[int(fraction(*subject) * len(things))]


def one_by_weight(weights: dict[str, float], *subject: object) -> str:
    """A key, as likely as its weight; the weights needn't sum to one. Raises ValueError without any."""
    left = fraction(*subject) * sum(weights.values())
    *others, last = weights
    for key in others:
        left -= weights[key]
        if left < 0:
            return key
    return last
