"""企业的编号：统一社会信用代码（GB 32100—2015）、定长数字码，或不作校验的文本。"""

import re
import unicodedata

import numpy as np

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


def check_identifiers(texts: list[str], kinds: list[int], scheme: str) -> tuple[list[str], dict[int, str]]:
    """Normal forms and, by position, the reason (Chinese, with the remedy) why one is not acceptable.

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
    return cleaned, {i: _("编号为空；请补上。") for i, text in enumerate(cleaned) if not text}


def _clean(text: str) -> str:
    return re.sub(r"[\s\-'’`·\u200b-\u200d\u2060\ufeff]", "", unicodedata.normalize("NFKC", text)).upper()


def check_character(body: str) -> str:
    """The 18th character for the first 17 of a unified social credit code: 31 − Σ(Cᵢ·3^(i−1)) mod 31, 31 → 0."""
    values = np.array([ALPHABET.index(character) for character in body])
    return ALPHABET[(31 - int((values * _WEIGHTS).sum()) % 31) % 31]


def _check_digits(cleaned: list[str], length: int) -> tuple[list[str], dict[int, str]]:
    padded = [text.zfill(length) if _DIGITS.fullmatch(text) else text for text in cleaned]
    reasons = {
        i: _("应为 {0} 位数字；请核对。").format(length) if text else _("编号为空；请补上。")
        for i, text in enumerate(padded)
        if not (_DIGITS.fullmatch(text) and len(text) == length)
    }
    return padded, reasons


def _check_uscc(cleaned: list[str], kinds: list[int]) -> dict[int, str]:
    pairs = enumerate(zip(cleaned, kinds, strict=True))
    whole = [i for i, (text, kind) in pairs if len(text) == 18 and kind != NUMBER_KIND and text.isascii()]
    reasons = {
        i: _("统一社会信用代码存成了数字，后几位已经丢失；请把该列设为“文本”后重新录入。")
        if kinds[i] == NUMBER_KIND
        else _why_not_uscc(cleaned[i])
        for i in sorted(set(range(len(cleaned))).difference(whole))
    }
    if whole:
        codes = np.frombuffer("".join(cleaned[i] for i in whole).encode("ascii"), dtype=np.uint8).reshape(-1, 18)
        values = _VALUE_OF_BYTE[codes]
        expected = (31 - values[:, :17] @ _WEIGHTS % 31) % 31
        for position in np.flatnonzero((values < 0).any(axis=1) | (expected != values[:, 17])):
            reasons[whole[position]] = _why_not_uscc(cleaned[whole[position]])
    return reasons


def _why_not_uscc(text: str) -> str:
    if not text:
        return _("统一社会信用代码为空；请补上。")
    if re.fullmatch(r"\d(\.\d+)?E\+?\d+", text):
        return _("统一社会信用代码成了科学计数法，后几位已经丢失；请把该列设为“文本”后重新录入。")
    if len(text) != 18:
        return _("统一社会信用代码应为 18 位，这里是 {0} 位；请核对。").format(len(text))
    strange = [character for character in text if character not in ALPHABET]
    if strange:
        hint = "、".join(f"{c}→{_LOOKALIKES[c]}" for c in dict.fromkeys(strange) if c in _LOOKALIKES)
        remedy = _("是否应为 {0}？").format(hint) if hint else _("请核对。")
        return _("统一社会信用代码里不会有“{0}”；{1}").format("".join(dict.fromkeys(strange)), remedy)
    return _("统一社会信用代码的校验位不符（末位应为 {0}）；请对照营业执照核对。").format(check_character(text[:17]))
