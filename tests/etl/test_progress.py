"""进度：说什么转告什么，不往回走；久了没有话，也一点点往前。"""

from queue import SimpleQueue
from threading import Timer

from etl.progress import CHECKING, DONE, READING, follow


def told(*news):
    queue = SimpleQueue()
    for each in news:
        queue.put(each)
    return queue


def test_what_is_told_is_passed_on_in_order():
    """两份交错着说：照原样转告，都说完了才停。"""
    news = [("甲", READING, 0.1), ("乙", READING, 0.1), ("甲", DONE, 1.0), None, ("乙", DONE, 1.0), None]
    heard = []
    follow(told(*news), 2, lambda *each: heard.append(each))
    assert heard == [each for each in news if each]


def test_a_long_stage_creeps_on_but_never_back():
    """读得久：没有新话也往前走，不超过下一步；下一步来了，不往回走。"""
    queue = told(("甲", READING, 0.1))
    heard = []

    def finish():
        for news in (("甲", READING, 0.05), ("甲", CHECKING, 0.6), ("甲", DONE, 1.0), None):
            queue.put(news)

    timer = Timer(0.8, finish)
    timer.start()
    follow(queue, 1, lambda *each: heard.append(each))
    timer.join()
    shares = [share for _key, _stage, share in heard]
    assert len(heard) > 4
    assert shares == sorted(shares)
    assert max(share for _key, stage, share in heard if stage == READING) < 0.55
