"""虚构的历下区和写出来的工作簿，整个测试过程只造一次。"""

import pytest

from etl.demo.forms import make_world
from etl.demo.generate import write_demo


@pytest.fixture(scope="session")
def world():
    return make_world()


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="session")
def batches(demo_folder):
    return write_demo(demo_folder)
