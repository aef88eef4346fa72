"""The other side of a theme: excerpts that say the opposite of most."""

from webapp.text.dissent import DISSENTING, with_dissenting
from webapp.text.pipeline import theme
from webapp.text.shapes import AGAINST, FOR, Answer, Code, FoundTheme, ThemedAnswer

LANE = "Do you support the proposed bus lane on Mill Road?"


def told(*sides):
    """The dissenting excerpts of a theme under which people say these sides, one answer each: (text, side, sure)."""
    answers = [Answer(str(at), text) for at, (text, _side, _sure) in enumerate(sides)]
    themed = [
        ThemedAnswer(one.id, None, (Code("t1", sure, 0, len(text), side),), "en")
        for one, (text, side, sure) in zip(answers, sides, strict=True)
    ]
    frame = [FoundTheme("t1", "Lane", "", "found", len(answers), (), ())]
    return [
        answers[int(name)].text[start:end] for name, start, end in with_dissenting(frame, answers, themed)[0].dissenting
    ]


def test_who_says_the_opposite_of_most_is_quoted_the_surest_first():
    sides = [("A good lane", FOR, 0.9)] * 5 + [("It closes shops", AGAINST, 0.5), ("It ruins the road", AGAINST, 0.8)]
    assert told(*sides) == ["It ruins the road", "It closes shops"]


def test_it_is_the_side_of_fewer_whichever_that_is():
    assert told(("Ruinous", AGAINST, 0.9), ("Awful", AGAINST, 0.9), ("Lovely", FOR, 0.4)) == ["Lovely"]


def test_nobody_dissents_where_as_many_say_either_or_nobody_says():
    assert told(("Lovely", FOR, 0.9), ("Awful", AGAINST, 0.9)) == []
    assert told(("A road", None, 0.9), ("Awful", "mixed", 0.9)) == []


def test_copies_are_quoted_once_and_only_a_few_are_quoted():
    few = [("Bad one", AGAINST, 0.9)] * 3 + [(f"Bad {at}", AGAINST, 0.5) for at in range(5)]
    quoted = told(*[("Lovely", FOR, 0.9)] * 20, *few)
    assert len(quoted) == len(set(quoted)) == DISSENTING


def test_the_themes_of_a_proposal_come_with_their_other_side():
    streets = ["Mill Road", "the school", "the market", "Canal Side", "the mill", "the station"]
    words = [f"A bus lane would be safer for cyclists near {street}." for street in streets]
    words += [f"I support the bus lane for cyclists at {street}." for street in streets]
    words.append("I oppose the bus lane, cyclists do not need it near the park.")
    themed = theme([Answer(str(at), text) for at, text in enumerate(words)], question=LANE, themes=1)
    assert [name for one in themed.frame for name, _, _ in one.dissenting] == ["12"]
