"""企业的编号。"""

import json
from pathlib import Path

import pytest

from etl.tidy.identifier import ALPHABET, check_character, check_identifiers

VECTORS = Path(__file__).resolve().parents[4] / "shared" / "domain" / "uscc_vectors.json"
TEXT, NUMBER = 1, 2


@pytest.fixture(scope="module")
def vectors():
    if not VECTORS.is_file():
        pytest.skip("需要 ../shared/domain/uscc_vectors.json")
    return json.loads(VECTORS.read_text(encoding="utf-8"))


def one(text, scheme="uscc", kind=TEXT):
    """The normal form and the sentence against it, '' where there is none."""
    [normal], reasons = check_identifiers([text], [kind], scheme)
    return normal, reasons.get(0, ("", ""))[1]


def test_the_worked_example_of_the_standard():
    """GB 32100—2015 的例子：Σ=1640，余 28，校验位 3。"""
    assert check_character("91350100M000100Y4") == "3"
    assert one("91350100M000100Y43") == ("91350100M000100Y43", "")


def test_valid_vectors_pass(vectors):
    """十个合法代码都收。"""
    codes = [entry["code"] for entry in vectors["valid"]]
    assert len(codes) == 10
    assert check_identifiers(codes, [TEXT] * 10, "uscc") == (codes, {})


def test_invalid_vectors_are_each_told_why(vectors):
    """八个不合法的代码里，七个都有原因；全角的那个化成半角以后才合法。"""
    codes = {entry["code"]: entry["why"] for entry in vectors["invalid"]}
    passed = [code for code in codes if not one(code)[1]]
    assert len(codes) == 8
    assert [codes[code] for code in passed] == ["full-width digits: reject raw; valid after NFKC normalisation"]


def test_normalisable_vectors_become_the_plain_code(vectors):
    """全角、空格、短横、撇号、小写都化成同一个代码。"""
    entries = vectors["normalisable"]
    assert len(entries) == 4
    assert [one(entry["raw"]) for entry in entries] == [(entry["norm"], "") for entry in entries]


@pytest.mark.parametrize(
    "written",
    [
        "９１３７０１０２ＭＡ００００００１Ｗ",
        "91370102ma0000001w",
        " 91370102 MA0000001W\t",
        "91370102-MA0000001W",
        "'91370102MA0000001W",
        "\u200b91370102MA0000001W\ufeff",
    ],
)
def test_dress_is_taken_off_a_code(written):
    """看不见的和多余的字符去掉，代码照收。"""
    assert one(written) == ("91370102MA0000001W", "")


@pytest.mark.parametrize(
    ("written", "kind", "said"),
    [
        ("913701020000001", TEXT, "应为 18 位，这里是 15 位"),
        ("91370102MA0000001X", TEXT, "末位应为 W"),
        ("9137010ZMA0000001W", TEXT, "不会有“Z”；是否应为 Z→2"),
        ("91370102MAO000001W", TEXT, "是否应为 O→0"),
        ("9.13701E+17", TEXT, "科学计数法"),
        ("913701020000001000", NUMBER, "存成了数字"),
        ("9.1370102e+17", NUMBER, "存成了数字"),
        ("", TEXT, "为空"),
        ("无", TEXT, "应为 18 位，这里是 1 位"),
        ("91370102MA000000壹W", TEXT, "不会有“壹”"),
        ("370102000001234", TEXT, "15 位的旧注册号"),
        ("9137O1O2MA0000001W", TEXT, "是否应为 O→0？多半是 91370102MA0000001W，校验位相符"),
        ("91370102MA000000IW", TEXT, "是否应为 I→1？多半是 91370102MA0000001W，校验位相符"),
        ("91370102MA0000001", TEXT, "这里是 17 位，像是少了 1 位"),
        ("91370102MA000000", TEXT, "这里是 16 位，像是少了 2 位"),
    ],
)
def test_a_bad_credit_code_is_told_what_is_wrong_and_what_to_do(written, kind, said):
    """每种错都说清错在哪里；存成数字的后几位已丢，决不补。"""
    reason = one(written, kind=kind)[1]
    assert said in reason
    assert reason.endswith(("。", "？"))


def test_every_single_slip_in_a_code_is_caught():
    """任何一位写错（18×30=540 种）都查得出：31 是素数（规则 §9）。"""
    code = "91350100M000100Y43"
    slips = [
        code[:place] + other + code[place + 1 :] for place in range(18) for other in ALPHABET if other != code[place]
    ]
    assert len(slips) == 540
    assert len(check_identifiers(slips, [TEXT] * 540, "uscc")[1]) == 540


def test_every_swap_of_neighbours_is_caught():
    """相邻两位写颠倒也查得出。"""
    code = "91350100M000100Y43"
    swaps = [code[:i] + code[i + 1] + code[i] + code[i + 2 :] for i in range(17) if code[i] != code[i + 1]]
    assert len(swaps) == 13
    assert len(check_identifiers(swaps, [TEXT] * 13, "uscc")[1]) == 13


@pytest.mark.parametrize(
    ("written", "kind", "code"),
    [
        ("000001", TEXT, "000001"),
        ("1", NUMBER, "000001"),
        ("600000", NUMBER, "600000"),
        ("０００００１", TEXT, "000001"),
    ],
)
def test_a_code_of_digits_gets_its_zeros_back(written, kind, code):
    """六位数字码存成了数字，前面的零补得回来。"""
    assert one(written, "digits:6", kind) == (code, "")


@pytest.mark.parametrize(
    ("written", "kind"),
    [("1234567", TEXT), ("-5", NUMBER), ("1.5", NUMBER), ("SH6000", TEXT), ("٣٣٣٣٣٣", TEXT), ("", TEXT)],
)
def test_what_is_no_code_of_six_digits_is_refused(written, kind):
    """七位、负数、小数、带字母的、别国的数字，都不是六位数字码。"""
    assert one(written, "digits:6", kind)[1] != ""


def test_a_free_code_must_only_be_there():
    """不校验的编号只要不空。"""
    assert one("甲-01", "text") == ("甲01", "")
    assert one("", "text")[1] == "编号为空；请补上。"
