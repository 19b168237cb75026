"""服务入口与运行设置。"""

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def config():
    return tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


def test_the_server_listens_on_this_machine_only(config):
    """Without sign-in the address is loopback, and a foreign Host header gets no websocket."""
    assert config["server"]["address"] == "127.0.0.1"
    assert set(config["server"]["allowedHosts"]) == {"127.0.0.1", "localhost"}


def test_nothing_is_reported_or_fetched_outside(config):
    """No usage statistics, no start-up question for the machine's address, no web fonts."""
    assert config["browser"] == {"serverAddress": "127.0.0.1", "gatherUsageStats": False}
    assert "http" not in config["theme"]["font"]


def test_errors_and_tools_stay_inside(config):
    """No traces for visitors, no uploads over 20 MB, no file watching, no agent door, no unescaped export."""
    assert config["client"]["showErrorDetails"] == "none"
    assert config["client"]["disableDataExport"] is True
    assert config["server"]["maxUploadSize"] == 20
    assert config["server"]["fileWatcherType"] == "none"
    assert config["server"]["enableAgentApi"] is False
    assert config["runner"]["magicEnabled"] is False
