"""charts/scatter.py：散点名称的位置。"""

from charts.scatter import Spot, settle


def _boxes(spots, places):
    return [
        (
            spot.x + place.dx - spot.width / 2,
            spot.y + place.dy - spot.height / 2,
            spot.x + place.dx + spot.width / 2,
            spot.y + place.dy + spot.height / 2,
        )
        for spot, place in zip(spots, places, strict=True)
    ]


def test_neighbours_names_do_not_lie_on_each_other():
    """两点并排，名称错开。"""
    spots = [Spot(100, 100, 8, 60, 14), Spot(150, 100, 8, 60, 14)]
    first, second = _boxes(spots, settle(spots, 400, 300, []))
    assert first[2] <= second[0] or second[2] <= first[0] or first[3] <= second[1] or second[3] <= first[1]


def test_a_dot_at_the_edge_is_named_inwards():
    """靠右边的点，名称在左。"""
    spots = [Spot(390, 150, 8, 60, 14)]
    assert settle(spots, 400, 300, [])[0].dx < 0


def test_no_dots_need_no_places():
    """空的也行。"""
    assert settle([], 400, 300, []) == []
