"""How a count becomes words. One rule for every page, file and chart.

No percentage of fewer than 30, none with decimals of fewer than 200, halves rounded up, and nobody rounded away: a few
are "less than 1%", never "0%", and nearly all are "more than 99%", never "100%".
"""

LEAST_BASE = 30
LEAST_BASE_FOR_DECIMALS = 200


def percent(count: int, base: int) -> str | None:
    """`count` of `base` as "41%" or, from a base of 200, "41.3%". None where the base is too small to speak in shares.

    Raises ValueError for a count below zero or above its base.
    """
    _check(count, base)
    if base < LEAST_BASE:
        return None
    return _in_words(count, base, tenths=base >= LEAST_BASE_FOR_DECIMALS)


def whole_percent(count: int, base: int) -> str | None:
    """As `percent`, never with decimals: for the small room inside a bar."""
    _check(count, base)
    return None if base < LEAST_BASE else _in_words(count, base, tenths=False)


def share_text(count: int, base: int) -> str:
    """The count with its share: "312 (52.0%)", or with its base where there is no percentage: "12 of 20"."""
    share = percent(count, base)
    return f"{count:,} of {base:,}" if share is None else f"{count:,} ({share})"


def _in_words(count: int, base: int, *, tenths: bool) -> str:
    scale = 10 if tenths else 1
    smallest = "0.1%" if tenths else "1%"
    largest = "99.9%" if tenths else "99%"
    rounded = _half_up(100 * scale * count, base)
    if rounded == 0 and count:
        return f"less than {smallest}"
    if rounded == 100 * scale and count < base:
        return f"more than {largest}"
    return f"{rounded // 10}.{rounded % 10}%" if tenths else f"{rounded}%"


def _half_up(numerator: int, denominator: int) -> int:
    """The nearest whole number, halves upwards; in whole numbers throughout, because 0.285 is not 0.285 in binary."""
    return (2 * numerator + denominator) // (2 * denominator)


def _check(count: int, base: int) -> None:
    if not 0 <= count <= base:
        raise ValueError(f"{count} of {base} is no share")
