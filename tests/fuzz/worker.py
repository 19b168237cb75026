"""两个工人进程轮着把变异的文件交进去；工人死了、不吭声了，就是那份文件的结果。"""

import multiprocessing
import random
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from tests.fuzz.corpus import Original
from tests.fuzz.mutation import mutated
from tests.fuzz.outcome import outcome

WORKERS = 2
_HANG_SECONDS = 90
_GIVEN_BACK_EVERY = 100  # 写一份退回件要一秒多
Answer = tuple[int, str, list[str]]


def write_input(files: list[Original], folder: Path, seed: int, number: int) -> tuple[Path, str]:
    """The file of this number, and the source to read it by; the same for the same seed on any machine."""
    chance = random.Random(f"{seed}:{number}")
    original = chance.choice(files)
    path = folder / f"{number}{Path(original.name).suffix}"
    path.write_bytes(mutated(original.name, original.content, chance))
    return path, original.source


def answers(files: list[Original], folder: Path, seed: int, count: int, say: Callable[[int], None]) -> list[Answer]:
    """The answer to each of `count` inputs; a worker that dies or is silent too long is itself the answer.

    Ctrl-C ends it early, with the answers so far.
    """
    found: list[Answer] = []
    left = [list(range(worker, count, WORKERS)) for worker in range(WORKERS)]
    running = [_start(files, folder, seed, numbers) for numbers in left]
    heard = [time.monotonic()] * WORKERS
    try:
        while any(left):
            for worker, (process, line) in enumerate(running):
                was_alive = process.is_alive()  # 先问死活再收信：死前说的话也收得到
                for answer in _heard(line):
                    found.append(answer)
                    left[worker].remove(answer[0])
                    heard[worker] = time.monotonic()
                is_stuck = time.monotonic() - heard[worker] > _HANG_SECONDS
                if left[worker] and (is_stuck or not was_alive):
                    process.kill()
                    process.join()
                    found.append((left[worker].pop(0), "卡住" if is_stuck else "崩溃", ["没有答案"]))
                    running[worker] = _start(files, folder, seed, left[worker])
                    heard[worker] = time.monotonic()
            say(len(found))
    except KeyboardInterrupt:  # 等不及了：做完的也有答案
        for process, _line in running:
            process.kill()
    for process, _line in running:
        process.join()
    return found


def _heard(line: Connection) -> list[Answer]:
    said: list[Answer] = []
    try:
        while line.poll(0.05):
            said.append(line.recv())
    except EOFError:
        pass
    return said


def _start(files: list[Original], folder: Path, seed: int, numbers: list[int]) -> tuple[SpawnProcess, Connection]:
    ours, theirs = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(target=work, args=(theirs, files, folder, seed, numbers))
    process.start()
    theirs.close()
    return process, ours


def work(line: Connection, files: list[Original], folder: Path, seed: int, numbers: list[int]) -> None:
    """Answer input after input, in a process of one's own."""
    with line:
        for number in numbers:
            path, source = write_input(files, folder, seed, number)
            line.send((number, *outcome(path, folder, source, is_given_back=number % _GIVEN_BACK_EVERY == 0)))
            path.unlink()
