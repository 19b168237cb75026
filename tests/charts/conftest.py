"""把图真的画出来，供图的测试共用。"""

import re

import pytest
import vl_convert


@pytest.fixture
def svg():
    """A function drawing a finished spec at a width, answering its texts, one a line."""

    def draw(spec, width):
        picture = vl_convert.vegalite_to_svg({**spec, "width": width})
        assert f'width="{width}"' in picture  # 容器多宽就多宽：末端的字没有把图撑出去
        return "\n".join(re.sub("<[^>]+>", "", text) for text in re.findall(r"<text.*?</text>", picture, re.S))

    return draw
