"""随时 kill -9：说过办成的一件不少，没有半份。二百次的由 python -m bench.kill 跑。"""

from bench.kill import kills

FEW, SEED = 6, 5


def test_killed_at_random_moments_nothing_said_is_lost(tmp_path):
    """收件、看、收下、撤回，随机的时刻杀六次：账本验得过，库里的数与账一致。"""
    found, when = kills(tmp_path, FEW, SEED)
    assert found == []
    assert sum(when.values()) == FEW
