"""页面测试共用的数据目录：小演示数据、小正式数据、空目录。"""

import shutil

import pytest

from access.current import User
from tests.pages.small_data import write_data


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory):
    return write_data(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="session")
def real_folder(tmp_path_factory):
    return write_data(tmp_path_factory.mktemp("real"), is_demo=False, periods=["2025Q4", "2026Q1"])


@pytest.fixture
def demo(demo_folder, monkeypatch):
    """The server's data folder is the small demonstration data."""
    monkeypatch.setenv("CLUSTERS_DATA", str(demo_folder))
    return demo_folder


@pytest.fixture
def real(real_folder, monkeypatch):
    monkeypatch.setenv("CLUSTERS_DATA", str(real_folder))
    monkeypatch.setattr("pages.ui.viewer.current_user", lambda *_asked: signed_in("reviewer"))
    return real_folder


def signed_in(role, **scope):
    """Somebody with this role, as the gate would have let them in."""
    return User("张三", role, scope, "session", "127.0.0.1", is_demo=False)


@pytest.fixture
def empty(tmp_path, monkeypatch):
    monkeypatch.setenv("CLUSTERS_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def data(demo_folder, tmp_path, monkeypatch):
    """A copy of the small data that may be changed; the seventh firm has not filed for 2026Q3."""
    folder = tmp_path / "data"
    shutil.copytree(demo_folder, folder)
    monkeypatch.setenv("CLUSTERS_DATA", str(folder))
    return folder
