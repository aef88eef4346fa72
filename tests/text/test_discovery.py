import numpy as np
import pytest

from tests.text.bus_crowd import VIEWS, said
from webapp.text.discovery import discover, reading_range
from webapp.text.vectors import LexicalVectors, normalise

TEXTS = [text for view in VIEWS for text in said(view)[::2]]
WANTED = [view for view in VIEWS for _ in said(view)[::2]]


@pytest.fixture(scope="module")
def points():
    return LexicalVectors(TEXTS, seed=0).embed(TEXTS)


def test_four_views_come_out_as_four_themes(points):
    found = discover(points, themes=4)
    assert len({*zip(WANTED, found.group.tolist(), strict=True)}) == 4


def test_the_number_of_themes_is_chosen_and_explained(points):
    found = discover(points)
    low, high = reading_range(len(points))
    assert low <= len(found.centres) <= high
    assert f"{len(found.centres)} is the fewest" in found.reason


def test_more_themes_than_texts_are_not_invented():
    assert len(discover(np.eye(3, dtype=np.float32), themes=50).centres) <= 3


def test_points_beyond_the_sample_join_the_nearest_theme(points, monkeypatch):
    monkeypatch.setattr("webapp.text.discovery.SAMPLE", 60)
    mixed = np.random.default_rng(0).permutation(len(points))
    found = discover(points[mixed], themes=4)
    assert len(found.group) == len(points)
    assert len(np.unique(found.group)) == 4


def test_points_that_are_all_equal_are_one_theme():
    assert len(discover(normalise(np.ones((5, 3))), themes=3).centres) == 1


def test_few_themes_have_no_wider_ones(points):
    assert discover(points, themes=8).parents == ()


def test_many_themes_stand_under_wider_ones_of_two_or_more(points):
    found = discover(points, themes=12)
    under = [one for one in found.parents if one >= 0]
    assert len(found.parents) == len(found.centres)
    assert len({*under}) >= 2
    assert all(under.count(one) > 1 for one in under)


def test_a_number_is_chosen_even_where_no_border_is_clear():
    blurred = normalise(np.random.default_rng(1).normal(size=(7, 3)).astype(np.float32) + 4)
    assert 1 <= len(discover(blurred).centres) <= 7
