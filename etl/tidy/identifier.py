"""企业的编号：统一社会信用代码（GB 32100—2015）、定长数字码，或不作校验的文本。"""

import re
import unicodedata

import numpy as np

from etl.rule import said
from etl.words import _

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = np.array([pow(3, position, 31) for position in range(17)], dtype=np.int16)  # 加权和最大 9150，装得下
_VALUE_OF_BYTE = np.full(256, -1, dtype=np.int16)
for _value, _character in enumerate(ALPHABET):
    _VALUE_OF_BYTE[ord(_character)] = _value
_LOOKALIKES = {"O": "0", "I": "1", "Z": "2", "S": "5", "V": "U"}
SCHEMES = ("uscc", "digits", "text")
NUMBER_KIND = 2
_CLEAN = re.compile(r"[0-9A-Z\n]*")
_DIGITS = re.compile(r"[0-9]+")
_OLD_LENGTH = 15  # 2015 年以前的工商注册号
Reason = tuple[str, str]  # 规则、给人看的话


def check_identifiers(texts: list[str], kinds: list[int], scheme: str) -> tuple[list[str], dict[int, Reason]]:
    """Normal forms and, by position, the rule and sentence (Chinese, with the remedy) why one is not acceptable.

    `scheme`: "uscc"; "digits:6" (padded with leading zeros, also from a number cell); "text". `kinds` as in etl.read.
    """
    name, _colon, length = scheme.partition(":")
    cleaned = texts if _CLEAN.fullmatch("\n".join(texts)) else [_clean(text) for text in texts]
    if name == "uscc":
        return cleaned, _check_uscc(cleaned, kinds)
    if name == "digits":
        # 数字单元格里的负号、小数点是数的一部分，不是夹在编号里的短横。
        raw = [text if kind == NUMBER_KIND else plain for text, plain, kind in zip(texts, cleaned, kinds, strict=True)]
        return _check_digits(raw, int(length))
    return cleaned, {i: _empty(_("编号")) for i, text in enumerate(cleaned) if not text}


def _empty(name: str) -> Reason:
    return "code_empty", said("code_empty", name=name)


def _clean(text: str) -> str:
    return re.sub(r"[\s\-'’`·\u200b-\u200d\u2060\ufeff]", "", unicodedata.normalize("NFKC", text)).upper()


def check_character(body: str) -> str:
    """The 18th character for the first 17 of a unified social credit code: 31 − Σ(Cᵢ·3^(i−1)) mod 31, 31 → 0."""
    values = np.array([ALPHABET.index(character) for character in body])
    return ALPHABET[(31 - int((values * _WEIGHTS).sum()) % 31) % 31]


def _check_digits(cleaned: list[str], length: int) -> tuple[list[str], dict[int, Reason]]:
    padded = [text.zfill(length) if _DIGITS.fullmatch(text) else text for text in cleaned]
    reasons = {
        i: ("code_digits", said("code_digits", length=length)) if text else _empty(_("编号"))
        for i, text in enumerate(padded)
        if not (_DIGITS.fullmatch(text) and len(text) == length)
    }
    return padded, reasons


def _check_uscc(cleaned: list[str], kinds: list[int]) -> dict[int, Reason]:
    pairs = enumerate(zip(cleaned, kinds, strict=True))
    is_usual = set(map(len, cleaned)) == {18} and NUMBER_KIND not in kinds and "".join(cleaned).isascii()
    whole = (
        range(len(cleaned))
        if is_usual
        else [i for i, (text, kind) in pairs if len(text) == 18 and kind != NUMBER_KIND and text.isascii()]
    )
    reasons = {
        i: ("code_as_number", said("code_as_number")) if kinds[i] == NUMBER_KIND else _why_not_uscc(cleaned[i])
        for i in sorted(set(range(len(cleaned))).difference(whole))
    }
    if whole:
        codes = np.frombuffer("".join(cleaned[i] for i in whole).encode("ascii"), dtype=np.uint8).reshape(-1, 18)
        values = _VALUE_OF_BYTE[codes]
        expected = (31 - values[:, :17] @ _WEIGHTS % 31) % 31
        for position in np.flatnonzero((values < 0).any(axis=1) | (expected != values[:, 17])):
            reasons[whole[position]] = _why_not_uscc(cleaned[whole[position]])
    return reasons


def _why_not_uscc(text: str) -> Reason:
    if not text:
        return _empty(_("统一社会信用代码"))
    if re.fullmatch(r"\d(\.\d+)?E\+?\d+", text):
        return "code_scientific", said("code_scientific")
    if len(text) == _OLD_LENGTH and _DIGITS.fullmatch(text):
        return "code_old", said("code_old")
    if len(text) != 18:
        hint = _("，像是少了 {0} 位").format(18 - len(text)) if 15 < len(text) < 18 else ""
        return "code_length", said("code_length", length=len(text), hint=hint)
    strange = [character for character in text if character not in ALPHABET]
    if strange:
        return "code_character", said("code_character", strange="".join(dict.fromkeys(strange)), hint=_hint(text))
    return "code_check", said("code_check", expected=check_character(text[:17]))


def _hint(text: str) -> str:
    """What a code with letters no code has probably is: the one reading whose check digit is right, else each letter's
    likely digit."""
    taken = [character for character in dict.fromkeys(text) if character in _LOOKALIKES]
    if not taken:
        return _("请核对。")
    letters = "、".join(f"{character}→{_LOOKALIKES[character]}" for character in taken)
    plain = text.translate(str.maketrans(_LOOKALIKES))
    is_whole = all(character in ALPHABET for character in plain)
    if is_whole and check_character(plain[:17]) == plain[17]:
        return _("是否应为 {0}？多半是 {1}，校验位相符；请对照营业执照改正。").format(letters, plain)
    return _("是否应为 {0}？").format(letters)
