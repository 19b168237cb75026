"""集群的进程按号停掉：听话的、不听话的、连它自己起的，都不留下。"""

import os
import subprocess
import sys
import time
from importlib.util import find_spec

import pytest

from tests.cluster import standalone
from tests.cluster.standalone import NotStarted, cluster, stop

DEAF = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('起来了', flush=True); time.sleep(600)"
)
PARENT = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {DEAF!r}])"


def started(code):
    """A process with a group of its own that has said it is up."""
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, start_new_session=True)
    assert process.stdout is not None
    assert process.stdout.readline().strip()
    return process


def is_gone(group):
    """Whether no process of the group is left, given a moment."""
    for _ in range(50):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def test_even_a_process_that_will_not_listen_is_ended_with_its_children(monkeypatch):
    """叫停不理的，连同它的子进程一起结束。"""
    monkeypatch.setattr(standalone, "_STOP_SECONDS", 0.5)
    processes = [started(DEAF), started(PARENT)]
    stop(processes)
    assert [is_gone(process.pid) for process in processes] == [True, True]
    for process in processes:
        assert process.stdout is not None
        process.stdout.close()


@pytest.mark.skipif(find_spec("pyspark") is not None, reason="装了 pyspark，由 make test-cluster 来试")
def test_without_pyspark_it_says_what_to_install(tmp_path):
    """没装 pyspark 时说装哪一份。"""
    with pytest.raises(NotStarted, match=r"requirements-cluster\.txt"), cluster(tmp_path):
        pass
