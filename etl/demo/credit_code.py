"""虚构企业的统一社会信用代码：校验位真，主体号一望而知是编的。"""

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_BASE_36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_DIVISION = "91370102"  # 企业，济南市历下区
_PREFIX = "MAX"


def credit_code(serial: int) -> str:
    """The code of invented firm number `serial` (0–99999): `91370102MAX` + five digits + two check characters.

    Both checks hold: the organisation body's (GB 11714) and the whole code's (GB 32100-2015). Raises ValueError when
    the serial has no place in five digits.
    """
    if not 0 <= serial <= 99_999:
        raise ValueError(f"虚构企业的序号只能是 0–99999，收到 {serial}")
    body = f"{_PREFIX}{serial:05d}"
    seventeen = _DIVISION + body + _body_check(body)
    return seventeen + _code_check(seventeen)


def _body_check(body: str) -> str:
    """GB 11714: 11 − ΣCᵢWᵢ mod 11, where 10 is written X and 11 is written 0."""
    total = sum(_BASE_36.index(character) * weight for character, weight in zip(body, _BODY_WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11]


def _code_check(seventeen: str) -> str:
    """GB 32100-2015: 31 − ΣCᵢ·3^(i−1) mod 31, where 31 counts as 0."""
    total = sum(_ALPHABET.index(character) * pow(3, place, 31) for place, character in enumerate(seventeen))
    return _ALPHABET[(31 - total % 31) % 31]
