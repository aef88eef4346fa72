"""Reading an answer: is anything said, and where does each point begin and end? Spans count letters of the original."""

import re

LONGEST_EXCERPT = 400
FEWEST_WORDS = 4
_NOTHING = """
n a, na, nil, no, none, nope, nothing, null, blank, tbc, test, x, xx, xxx, ditto, pass, skip, same, same again, idk,
yes, ok, okay, agree, i agree, disagree, i disagree, strongly agree, strongly disagree, yes please, no thanks, no
thank you, thank you, thanks, as above, as before, as stated, as stated above, as i said, as i said above, as
previously stated, as previous, see above, see below, see previous, please see above, see previous answer, see
previous answers, see above answer, see attached, see my previous answer, see my answer above, see comment above, see
comments above, see answer above, see previous comment, see previous comments, same as above, same as before, same
answer, same answer as above, refer to above, no comment, no comments, no comment to make, no comments to make, no
further comment, no further comments, nothing to add, nothing further to add, nothing else to add, i have nothing to
add, nothing to say, nothing else, nothing further, i have no comment, i have no comments, i have no further comments,
not applicable, does not apply, no answer, no response, no reply, no reason, no reason given, no particular reason, no
opinion, no view, no views, no strong views, no strong opinion, i have no opinion, i have no view, no idea, no
suggestions, no suggestion, none at all, not sure, i am not sure, im not sure, i m not sure, unsure, do not know, dont
know, don t know, i do not know, i dont know, i don t know, not really, no not really, prefer not to say, i prefer not
to say, rather not say, leave blank, left blank, cant think of anything, can t think of anything, cannot think of
anything, cant think of any, not that i can think of, none really, nothing really, no idea really, no real reason, no
reason really, just because, because, i just do, just do, i just dont, just dont, its fine, it s fine, fine, all fine,
all good, happy as it is, cant think, can t think, cannot think, i cant think, no strong view, ive no strong view, ive
no strong views, i ve no strong view, i have no strong view, i have no strong views, no strong feelings, no
preference, same as last time, same as last year, same as everyone, same as everyone else, obvious, its obvious, self
explanatory, self evident, no need, no need to say, not answering, not sure really, hard to say, see attachment, see
letter, see email, see my letter, see our letter
"""
NO_REASON_PHRASES = frozenset(" ".join(phrase.split()) for phrase in _NOTHING.split(","))
_LONGEST_NOTHING = 60
_NO = "no not none nothing nope nah neither never dont doesnt isnt wont wouldnt private"
_DENIALS = frozenset(_NO.split())
_WITH_DENIALS = """
luckily thankfully fortunately hopefully personally really realy me us i im we at the moment now currently present yet
affected affect affects impact effect effects difference that of it this these any am is was be would will know aware
think so see as far can tell either way here add say thanks thank you fine for anyone anybody everyone else my our
family household by to a an in particular specific specifically all t don doesn isn won wouldn do does have apply
applicable just comment comments answer applies
"""
_DENYING = _DENIALS | frozenset(_WITH_DENIALS.split())
_POINTING = (
    r"(?:please )?(?:see|refer to|read)|as (?:in|for|per|with|to)|same as|(?:already )?(?:answered|covered|explained)"
)
_SAYING = (
    r"(?:as|like|what) (?:i|we) (?:have |ve )?(?:already |just )?(?:said|wrote|stated|put|mentioned|answered|explained)"
)
_PLACES = """
in under at to on for by my our the your a last previous other earlier first second one above below before already
attached enclosed separate question questions answer answers box comment comments letter email e mail response report
submission sheet page section part q no number q?\\d+[a-z]?
"""
_ELSEWHERE = re.compile(rf"(?:{_POINTING}|{_SAYING})(?: (?:{'|'.join(_PLACES.split())}))+")
"""An answer that only points to another place, word for word."""
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")
_BREAK = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s)|[。！？؟۔।]+|[;\n\r]+|[-–—•*](?<=\s.)\s")
_LAST_WORD = re.compile(r"(\S+)$")
_SHORT_FORMS = "mr mrs ms dr prof rev st rd ave no nos e.g i.e eg ie vs approx cllr inc ltd dept est fig p pp a.m p.m"
_SHORTENED = frozenset(_SHORT_FORMS.split())
_WORD = re.compile(r"[^\W_]+")
_EDGES = " \t\v\f\u00a0\u200b\u2028\u2029\x85.,:;-–—•*"


def make_safe(text: str) -> str:
    """The same text, letter for letter, with a space where a control character or half a character stood."""
    return _UNFIT.sub(" ", text)


def says_nothing(text: str) -> bool:
    """True when an answer gives no reason: empty, "n/a", "no comment", "as in question 3", only signs or emoji."""
    if len(text.strip()) > _LONGEST_NOTHING:
        return not _WORD.search(text)
    words = _WORD.findall(text.strip().casefold())
    if not words:
        return True
    said = " ".join(words)
    return said in NO_REASON_PHRASES or _ELSEWHERE.fullmatch(said) is not None or _only_denies(words)


def _only_denies(words: list[str]) -> bool:
    """ "Luckily not", "No, nothing", "Not that I know of": no, in however many small words."""
    return any(word in _DENIALS for word in words) and _DENYING.issuperset(words)


def find_excerpts(text: str) -> list[tuple[int, int]]:
    """Spans (start, end) of the points made in a text: sentences, lines, parts between semicolons or dashes.

    A piece of under `FEWEST_WORDS` words goes with its neighbour; one of over `LONGEST_EXCERPT` letters is cut between
    words. Every span holds at least one word, and they come in order without overlapping.
    """
    pieces = [piece for start, end in _pieces(text) for piece in _short_enough(text, start, end)]
    return _joined(text, [trimmed for piece in pieces if (trimmed := _trim(text, *piece))])


def _pieces(text: str) -> list[tuple[int, int]]:
    ends = [match.end() for match in _BREAK.finditer(text) if not _is_shortening(text, match)]
    return list(zip([0, *ends], [*ends, len(text)], strict=True))


def _is_shortening(text: str, match: re.Match[str]) -> bool:
    if match.group() != ".":
        return False
    last = _LAST_WORD.search(text, max(0, match.start() - 12), match.start())
    word = last.group().strip("(\"'“‘").lower() if last else ""
    return word in _SHORTENED or (len(word) == 1 and word.isalpha() and word != "i")


def _short_enough(text: str, start: int, end: int) -> list[tuple[int, int]]:
    cut: list[tuple[int, int]] = []
    while end - start > LONGEST_EXCERPT:
        space = max(text.rfind(sign, start + LONGEST_EXCERPT // 2, start + LONGEST_EXCERPT) for sign in (", ", " "))
        middle = space + 1 if space > start else start + LONGEST_EXCERPT
        cut.append((start, middle))
        start = middle
    return [*cut, (start, end)]


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and (text[start].isspace() or text[start] in _EDGES):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in ",:;-–—•*"):
        end -= 1
    return (start, end) if _WORD.search(text, start, end) else None


def _joined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """A short piece is held back and put before the next one; at the end of a text it goes to the one before."""
    joined: list[tuple[int, int]] = []
    held: int | None = None
    for start, end in spans:
        begin = start if held is None else held
        if _is_short(text, begin, end):
            held = begin
        else:
            joined.append((begin, end))
            held = None
    if held is not None:
        last = joined.pop() if joined else (held, 0)
        joined.append((last[0], spans[-1][1]))
    return joined


def _is_short(text: str, start: int, end: int) -> bool:
    return end - start < LONGEST_EXCERPT // 4 and len(_WORD.findall(text, start, end)) < FEWEST_WORDS
