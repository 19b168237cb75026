"""一批批写出来的工作簿。"""

import hashlib
import time
from datetime import date

from etl.demo.generate import write_demo


def _digests(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_the_same_bytes_every_time(batches, demo_folder, tmp_path):
    """再写一遍，文件名、内容、批次一字节不差；用处理器时间不到五秒。"""
    begun = time.process_time()
    again = write_demo(tmp_path)
    assert time.process_time() - begun < 5
    assert _digests(tmp_path) == _digests(demo_folder)
    assert [(batch.day, batch.note) for batch in again] == [(batch.day, batch.note) for batch in batches]


def test_batches_come_in_order_of_time(batches, demo_folder):
    """先名录后季报，最后一批在2026年11月5日以前；每个文件只在一批里。"""
    days = [batch.day for batch in batches]
    assert days == sorted(days)
    assert batches[0].note == "企业名录 2019年"
    assert days[-1] <= date(2026, 11, 5)
    paths = [path for batch in batches for path in batch.paths]
    assert sorted(paths) == sorted(demo_folder.glob("*.xlsx"))
    assert len(paths) == 49


def test_every_kind_of_hand_in_occurs(batches):
    """31季季报（两季分两个文件）、9份名录、4份补报、1份更正、2批指标。"""
    notes = [batch.note for batch in batches]
    counted = {word: sum(word in note for note in notes) for word in ("季报", "企业名录", "补报", "更正", "指标")}
    assert counted == {"季报": 31, "企业名录": 9, "补报": 4, "更正": 1, "指标": 2}
    assert sum(len(batch.paths) == 2 for batch in batches) == 2


def test_other_files_in_the_folder_are_left_alone(tmp_path):
    """目录里别人的文件不动。"""
    other = tmp_path / "我的笔记.txt"
    other.write_text("留着", encoding="utf-8")
    write_demo(tmp_path)
    assert other.read_text(encoding="utf-8") == "留着"
