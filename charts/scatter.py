"""散点的名称放哪里：右、左、上、下依次试，不压别的点，也不压别的字。"""

from collections.abc import Sequence
from typing import NamedTuple


class Spot(NamedTuple):
    """A dot in pixels from the plot's top left, with the room its words take."""

    x: float
    y: float
    radius: float
    width: float
    height: float


class Place(NamedTuple):
    """Where the words' middle stands from the dot's centre, in pixels."""

    dx: float
    dy: float


def settle(
    spots: Sequence[Spot], width: float, height: float, taken: Sequence[tuple[float, float, float, float]]
) -> list[Place]:
    """A place for each spot's words; `taken` are boxes (x1, y1, x2, y2) already written on.

    The largest dot chooses first. Where every side collides the one with the least overlap is taken.
    """
    boxes = [
        *taken,
        *((spot.x - spot.radius, spot.y - spot.radius, spot.x + spot.radius, spot.y + spot.radius) for spot in spots),
    ]
    places: dict[int, Place] = {}
    for index in sorted(range(len(spots)), key=lambda index: -spots[index].radius):
        spot = spots[index]
        best = min(_sides(spot), key=lambda place: _cost(spot, place, boxes, width, height))
        places[index] = best
        boxes.append(_box(spot, best))
    return [places[index] for index in range(len(spots))]


def _sides(spot: Spot) -> list[Place]:
    across, down = spot.radius + 5 + spot.width / 2, spot.radius + 4 + spot.height / 2
    slant = spot.radius * 0.7 + 4
    corner = (slant + spot.width / 2, slant + spot.height / 2)
    return [
        Place(across, 0),
        Place(-across, 0),
        Place(0, -down),
        Place(0, down),
        Place(corner[0], -corner[1]),
        Place(corner[0], corner[1]),
        Place(-corner[0], -corner[1]),
        Place(-corner[0], corner[1]),
    ]


def _box(spot: Spot, place: Place) -> tuple[float, float, float, float]:
    x, y = spot.x + place.dx, spot.y + place.dy
    return x - spot.width / 2, y - spot.height / 2, x + spot.width / 2, y + spot.height / 2


def _cost(
    spot: Spot, place: Place, boxes: Sequence[tuple[float, float, float, float]], width: float, height: float
) -> float:
    left, top, right, bottom = _box(spot, place)
    outside = max(0.0, -left) + max(0.0, right - width) + max(0.0, -top) + max(0.0, bottom - height)
    overlap = sum(
        max(0.0, min(right, box[2]) - max(left, box[0])) * max(0.0, min(bottom, box[3]) - max(top, box[1]))
        for box in boxes
    )
    return overlap + outside * spot.height
