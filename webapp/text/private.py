"""Personal data in what people write: how to reach somebody, where they live, their numbers, and who is named.

Found by form, in any language; by name only where something marks it (a title, "called", "my son", a known first name).
Better one too many than one too few: a person looks before anything is published.
"""

import re
from collections.abc import Iterator

from webapp.text.names import FIRST_NAMES

Found = tuple[int, int]
_DIGIT = re.compile(r"\d")
_EMAIL = re.compile(r"[\w.+-]+(?:@|\s?\(at\)\s?|\s?\[at\]\s?)[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w£$€.,-])(?:\+\d{1,3}[\s.-]?(?:\(0\)\s?)?|\(?0)\d(?:[\s().-]{0,2}\d){8,11}(?!\d|[.,]\d)")
_POSTCODE = re.compile(r"\b(?:[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}|[a-z]{1,2}\d[a-z\d]?\s\d[a-z]{2})\b")
_ROADS = (
    "Street St Road Rd Lane Ln Avenue Ave Close Drive Crescent Terrace Gardens Court Place Square Row Rise Walk Mews "
    "Way Hill Bank Fold Croft View Steps Gate Green Grove Parade Yard House Villas Cottages Mount Park Wharf Buildings"
)
_ROAD = "|".join(_ROADS.split())
_HOUSE = re.compile(
    r"(?<!the )(?<!bus )(?<!route )(?<!The )(?<![£$€\d.,:])"
    rf"\b\d{{1,3}}[a-zA-Z]?,? (?:[A-Z][\w'’-]+ ){{1,3}}(?:{_ROAD})\b"
)
_SMALL_HOUSE = re.compile(
    rf"\b(?:i live|we live|lives|living|my address is|address:|write to me) (?:at|in|on)? ?(?:number |no\.? |flat )?"
    rf"\d{{1,4}}[a-z]?,? [a-z'’]+(?: [a-z'’]+)? (?:{_ROAD.lower()})\b",
    re.IGNORECASE,
)
_FLAT = re.compile(r"\b(?i:flat|apartment|apt|room)\s(?i:no\.?\s?|number\s)?\d{1,4}[a-z]?\b(?=,|\s[A-Z]|\sof\s)")
_INSURANCE = re.compile(
    r"\b(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b", re.IGNORECASE
)
_HEALTH = re.compile(r"(?<![\d£])\d{3}[\s-]?\d{3}[\s-]?\d{4}(?!\d)")
_PLATE = re.compile(r"\b(?:[A-Z]{2}\d{2}\s?[A-Z]{3}|[A-Z]\d{1,3}\s[A-Z]{3}|[A-Z]{3}\s\d{1,3}[A-Z])\b")
_CARD = re.compile(r"(?<!\d)(?:\d{4}[\s-]?){3}\d{4}(?!\d)|\b\d{2}-\d{2}-\d{2}\b(?=\D{1,20}\d{8}\b)")
_NUMBERED = re.compile(
    r"\b(?:badge|account|passport|licen[cs]e|membership|patient|payroll|crime|case|tenancy|customer|reference|ref)"
    r"(?: (?:number|no|ref|reference))?[.:]? ?(?:is |was )?(?=[\w/-]*\d)[A-Z\d][A-Z\d/-]{2,}\b",
    re.IGNORECASE,
)
_BORN = re.compile(
    r"\b(?:born|birth|dob)\b[^.\n]{0,16}?\b\d{1,2}(?:st|nd|rd|th)?[\s/.-](?:\d{1,2}|[A-Za-z]{3,9})[\s/.-]\d{2,4}\b",
    re.IGNORECASE,
)
_ANY_WORD = r"[A-Z][\w'’-]+"
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Doctor|Prof|Professor|Sister|Nurse|PC|Sgt)\.? "
    rf"(?:[A-Z]\.? ){{0,2}}{_ANY_WORD}(?: {_ANY_WORD})?"
)
_CALLED = re.compile(
    r"\b(?:(?i:called|named|my name is|his name is|her name is|ask for|speak to|regards|signed|sincerely|faithfully))"
    rf",?\s+(?P<name>{_ANY_WORD} {_ANY_WORD})"
)
_OWN_NAME = re.compile(r"\b(?:my|his|her|their) (?:full )?name(?:'s| is) (?P<name>[^\W\d_]+ [^\W\d_]+)", re.IGNORECASE)
_FAMILY = (
    "son daughter husband wife partner mother father mum mam dad brother sister grandson granddaughter nan gran "
    "neighbour friend child boy girl uncle aunt auntie nephew niece cousin doctor teacher landlord driver carer boss"
)
_KIN = re.compile(rf"\b(?:{'|'.join(_FAMILY.split())}),? (?P<name>{_ANY_WORD}(?: {_ANY_WORD})?)")
_MAY_NAME = re.compile(r"[^.!?\s] [A-Z][a-z]|[A-Z][a-z]\S* [A-Z]")
"""A capital inside a sentence: without one nobody is named, and most answers need no closer look."""
_PAIR = re.compile(r"\b([A-Z][a-z]+) ((?:O'|Mc|Mac|de |van |al-|El-)?[A-Z][a-z'’-]+)\b")
_NO_NAMES = """
Bridge Station Hospital School Primary Academy College Surgery Church Library Estate University Bus Buses Council
Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September
October November December Day Night I Town City North South East West Centre Community Infirmary Royal Cross Corner
Lodge Hall Park Farm Common Pond Junction Island Lake River Sea Line Cup Club Trust Hub County Co Days Golf Blvd
Boulevard Farms Garden Islands Security For The And Of Clinic Airport Store Stores Way Festival Memorial Award Stadium
Arms Inn Building Coaches Foundation Association Society Company Ltd Plc
"""
_NOT_NAMES = frozenset(f"{_ROADS} {_NO_NAMES}".split())
_NHS_WEIGHTS = range(10, 1, -1)


def find_personal_data(text: str) -> Iterator[Found]:
    """Spans of what may tell who somebody is or how to reach them; some may overlap."""
    if "@" in text or "(at)" in text or "[at]" in text:
        yield from _spans(_EMAIL, text)
    if _DIGIT.search(text):
        yield from _find_numbers(text)
    yield from find_names(text)


def _find_numbers(text: str) -> Iterator[Found]:
    for form in (_PHONE, _POSTCODE, _HOUSE, _SMALL_HOUSE, _FLAT, _INSURANCE, _PLATE, _CARD, _NUMBERED, _BORN):
        yield from _spans(form, text)
    yield from (one.span() for one in _HEALTH.finditer(text) if _is_health_number(one.group()))


def _is_health_number(written: str) -> bool:
    """NHS numbers end in a check digit: eleven less the weighted sum of the first nine, modulo eleven."""
    digits = [int(sign) for sign in written if sign.isdigit()]
    check = 11 - sum(weight * digit for weight, digit in zip(_NHS_WEIGHTS, digits, strict=False)) % 11
    return check % 11 == digits[9] and check != 10


def find_names(text: str) -> Iterator[Found]:
    """Spans of people's names, where something marks them as such."""
    if "name" in text:
        yield from (one.span("name") for one in _OWN_NAME.finditer(text) if _could_be(one["name"]))
    if not _MAY_NAME.search(text):
        return
    yield from _spans(_TITLED, text)
    for form in (_CALLED, _KIN):
        yield from (one.span("name") for one in form.finditer(text) if _could_be(one["name"]))
    if not text.isupper():
        yield from (one.span() for one in _PAIR.finditer(text) if _is_name(one[1], one[2]))


def _could_be(name: str) -> bool:
    words = name.split()
    return not _NOT_NAMES & {*words} and not name.isupper() and not words[0].startswith(("I'", "I’"))


def _is_name(first: str, last: str) -> bool:
    return first in FIRST_NAMES and last not in _NOT_NAMES


def _spans(form: re.Pattern[str], text: str) -> Iterator[Found]:
    return (one.span() for one in form.finditer(text))
