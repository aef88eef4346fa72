"""Answers that arrive after a run: coded at once with what the run left, copies of known letters told apart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from threadpoolctl import threadpool_limits

from webapp.text.coder import Coder
from webapp.text.flags import Around, flag_answers
from webapp.text.gathering import gather
from webapp.text.letters import share_codes
from webapp.text.shapes import Answer, ThemedAnswer
from webapp.text.standing import take_stances
from webapp.text.translating import back_to_originals, in_one_language


@dataclass(frozen=True, slots=True)
class KnownLetter:
    """A letter that many have sent: its `number`, and its `text` as most of them sent it."""

    number: int
    text: str


def code_arrivals(
    answers: Sequence[Answer],
    coder: Coder,
    *,
    question: str = "",
    around: Around | None = None,
    asked: bool = False,
    letters: Sequence[KnownLetter] = (),
) -> tuple[ThemedAnswer, ...]:
    """The answers in their order, with the codes, flags and stances a run would give them; `campaign` is the number of
    a known letter, or None. A letter that is new to us is noticed by the next run.

    Stance is read from the words; what people's codes teach of stances is learned by the next run as well.
    """
    worded = [*_as_answers(letters), *in_one_language(answers)]
    with threadpool_limits(limits=1):  # as in `pipeline.theme`, and for the same reason
        gathered = gather(worded, question=question)
        different = coder.code([Answer(str(at), text) for at, text in enumerate(gathered.texts)])
        themed = [
            replace(different[text], id=one.id, campaign=campaign)
            for one, text, campaign in zip(worded, gathered.text_of, gathered.campaigns, strict=True)
        ]
        themed = list(share_codes(themed, gathered))
        themed = list(take_stances(themed, gathered, (), question, coder.vectors, asked=asked))
    known = {themed[at].campaign: letter.number for at, letter in enumerate(letters)}
    arrived = [replace(one, campaign=known.get(one.campaign)) for one in themed[len(letters) :]]
    told = back_to_originals(answers, arrived, language=coder.language)
    return flag_answers(answers, told, around or Around(question=question))


def _as_answers(letters: Sequence[KnownLetter]) -> list[Answer]:
    """Before any answer in order, as a letter was there before its copies."""
    return [Answer(f"\x00letter {letter.number}", letter.text) for letter in letters]
