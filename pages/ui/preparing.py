"""服务器身边的一个低优先级进程：启动时、每次换了数据版本，把给受控角色看的先算好；服务器停，它也停。"""

import logging
import subprocess
import sys
import threading
import time
from datetime import date
from pathlib import Path

from etl.paths import PROJECT, build_file
from etl.words import _
from metrics.store import StoreError, open_store
from pages.ui import prepared, record_watch

_PAUSE = 3.0  # 秒；多久看一次数据换没换版本
_QUIET = 600.0  # 秒；算好的就当给出过，后一版要照着它隐。一批批在收的时候不抢着算，静下来再算；有人等着就马上算
_AGAIN = 60.0  # 秒；没有算成的，过多久再试
_A_PERIOD = 8.0  # 秒；还没有算完一期时，先按一期这么久估
_Job = tuple[str, str]  # 哪一个库、哪一套规则


class Preparation:
    """Keeps one data folder prepared: the newest version first, then versions of earlier days that were asked for.

    The newest is begun once no filing has come for ten minutes, or at once where somebody waits for it.
    """

    def __init__(self, data: Path) -> None:
        self.data = data
        self._asked: dict[date | None, float] = {}
        self._process: subprocess.Popen[bytes] | None = None
        self._job: _Job = ("", "")
        self._done: set[_Job] = set()
        self._failed: dict[_Job, float] = {}
        self._begun = (0.0, 0)
        self._woken, self._is_ended = threading.Event(), False
        self._thread = threading.Thread(target=self._run, name="preparation", daemon=True)

    def start(self) -> None:
        """Begin to watch the data folder."""
        self._thread.start()

    def stop(self) -> None:
        """End the process and stop watching; returns when both are gone."""
        self._is_ended = True
        self._woken.set()
        self._thread.join()
        self._end()

    def ask(self, as_of: date | None) -> None:
        """Somebody waits for the version of that day; None: for the newest."""
        self._asked[as_of] = time.monotonic()
        self._woken.set()

    def has_failed(self, as_of: date | None) -> bool:
        """Whether the last attempt at that version came to nothing."""
        return self._wanted(as_of) in self._failed

    def seconds_left(self, as_of: date | None, told: prepared.Progress) -> float:
        """A guess for that version from how long its quarters took so far."""
        since, first = self._begun
        done = told.done - first if self._job == self._wanted(as_of) else 0
        # 正在算的一期当作算了一半，免得越等估得越久
        a_period = (time.monotonic() - since) / (done + 0.5) if done > 0 else _A_PERIOD
        return a_period * (told.total - told.done)

    def _run(self) -> None:
        while not self._is_ended:
            try:
                self._tend()
            except Exception:
                logging.getLogger(__name__).exception("预先计算出错")  # 守着的线程不能因一次读不到目录就没了
            self._woken.wait(_PAUSE)
            self._woken.clear()

    def _tend(self) -> None:
        """Take note of what has ended, and begin what is wanted next."""
        record_watch.note(self.data, is_settled=self._process is None)
        if self._process is not None and self._process.poll() is not None:
            self._note(self._process.returncode)
        self._asked = {day: at for day, at in dict(self._asked).items() if time.monotonic() - at < _AGAIN}
        newest = self._wanted(None)
        jobs: dict[_Job, date | None] = {newest: None} if None in self._asked or _is_quiet(newest) else {}
        for day in sorted((day for day in self._asked if day), key=self._asked.__getitem__, reverse=True):
            jobs.setdefault(self._wanted(day), day)
        due = next((job for job in jobs if self._is_due(job)), None)
        is_wanted = self._job == newest or (self._job in jobs and due != newest)
        if self._process is not None and not is_wanted:
            self._end()  # 换了版本，旧的不必再算；最新的一版算到一半，没人等也算完
        if self._process is None and due is not None:
            self._begin(due, jobs[due])

    def _wanted(self, as_of: date | None) -> _Job:
        return str(build_file(self.data, as_of)), prepared.rules_key(self.data)

    def _is_due(self, job: _Job) -> bool:
        """A build that stands, by rules that can be read, not done, nor tried in vain a moment ago."""
        is_tried = time.monotonic() - self._failed.get(job, -_AGAIN) < _AGAIN
        return job not in self._done and bool(job[1]) and not is_tried and Path(job[0]).exists()

    def _begin(self, job: _Job, as_of: date | None) -> None:
        try:
            with open_store(self.data, as_of) as store:
                told = prepared.progress(store)
        except StoreError as error:
            logging.getLogger(__name__).error("%s", error)
            self._failed[job] = time.monotonic()
            return
        if told.done == told.total:
            self._done.add(job)
            return
        command = [sys.executable, "-m", "metrics", "prepare", "--child", "--data", str(self.data)]
        command += ["--as-of", as_of.isoformat()] if as_of else []
        self._process = subprocess.Popen(
            command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        self._job, self._begun = job, (time.monotonic(), told.done)

    def _note(self, code: int) -> None:
        if code:
            said = _("给受控的角色看哪些数没有算成（{0}）：{1} 也可运行 python -m metrics prepare 看原因。")
            logging.getLogger(__name__).error(said.format(code, self._last_words()))
            self._failed[self._job] = time.monotonic()
        else:
            self._done.add(self._job)
            self._failed.pop(self._job, None)
        self._end()

    def _last_words(self) -> str:
        """The last line of what the process said, which is why it ended; a few dozen lines in all."""
        told = self._process.stderr if self._process is not None else None
        lines = told.read().decode(errors="replace").split("\n") if told else []
        return next((line.strip() for line in reversed(lines) if line.strip()), _("它什么也没有说。"))

    def _end(self) -> None:
        if self._process is None:
            return
        self._process.terminate()
        for pipe in (self._process.stdin, self._process.stderr):
            if pipe is not None:
                pipe.close()
        self._process.wait()
        self._process = None


def _is_quiet(job: _Job) -> bool:
    """Whether the build has stood for a while."""
    file = Path(job[0])
    return file.exists() and time.time() - file.stat().st_mtime > _QUIET


_OF_THIS_SERVER: list[Preparation] = []


def begin(data: Path) -> Preparation:
    """Start the preparation of this server's data; there is one."""
    one = Preparation(data)
    _OF_THIS_SERVER[:] = [one]
    one.start()
    return one


def current() -> Preparation | None:
    """This server's preparation; None where a page runs without a server."""
    return _OF_THIS_SERVER[0] if _OF_THIS_SERVER else None
