"""Answers as a draft keeps them."""

import json

from hypothesis import given
from hypothesis import strategies as st

from webapp.consultations.marks import Mark, from_json, to_json

numbers = st.none() | st.integers(1, 2**31 - 1)
marks = st.builds(Mark, choice_id=numbers, item_id=numbers, position=numbers, area_id=numbers,
                  text=st.none() | st.text(alphabet=st.characters(exclude_categories=["Cs"])))  # fmt: skip
answers = st.dictionaries(st.integers(1, 2**31 - 1), st.lists(marks, max_size=4).map(tuple), max_size=5)


@given(answers)
def test_answers_come_back_from_a_draft_as_they_went(given_answers):
    stored = json.loads(json.dumps(to_json(given_answers)))
    assert from_json(stored) == {question: one for question, one in given_answers.items() if one}


def test_a_draft_keeps_only_what_is_filled():
    assert to_json({1: (Mark(choice_id=7),), 2: ()}) == {"1": [{"choice_id": 7}]}
