"""虚构代码的校验位。"""

import json
from pathlib import Path

import pytest

from etl.demo.credit_code import credit_code

VECTORS = Path(__file__).parents[4] / "shared" / "domain" / "uscc_vectors.json"


@pytest.mark.parametrize(
    ("serial", "code"),
    [(1, "91370102MAX000015X"), (12, "91370102MAX00012XY"), (49, "91370102MAX0004960"), (17, "91370102MAX000170A")],
)
def test_code_carries_both_check_characters(serial, code):
    """GB 32100-2015 与 GB 11714 两道校验；四个代码是公开测试向量里的，含校验位 0 与 Y、主体校验 X。"""
    assert credit_code(serial) == code


@pytest.mark.skipif(not VECTORS.exists(), reason="需要 ../shared 里的代码测试向量")
def test_every_synthetic_vector_can_be_made():
    """向量文件里每一个 370102 的合成代码都能由序号造出来。"""
    valid = [entry["code"] for entry in json.loads(VECTORS.read_text(encoding="utf-8"))["valid"]]
    synthetic = [code for code in valid if code.startswith("91370102MAX")]
    assert len(synthetic) == 7
    assert [credit_code(int(code[11:16])) for code in synthetic] == synthetic


@pytest.mark.parametrize("serial", [-1, 100_000])
def test_a_serial_without_room_is_refused(serial):
    """五位数字放不下的序号不出代码。"""
    with pytest.raises(ValueError, match="0–99999"):
        credit_code(serial)
