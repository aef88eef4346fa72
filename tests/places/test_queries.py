"""Which area a postcode, a sector or a name means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.answering import make_places
from webapp.places.queries import read_gazetteer, sector_of


@pytest.fixture
def place(session):
    make_places(session)
    return read_gazetteer(session)


@pytest.mark.parametrize("typed", ["ZZ1 2AB", "zz12ab", " zz1  2 ", "ZZ1 2", "zz12", "Canal Side", "canal side "])
def test_an_area_is_found_in_whatever_way_it_is_typed(place, typed):
    assert place.names[place.find_area(typed)] == "Canal Side"


@pytest.mark.parametrize("typed", ["", "ZZ9 9", "ZZ1", "M1 1AA", "Nowhere", "ZZ1 2A", "ZZ1 2ABC", "\x00", "1" * 999])
def test_what_we_do_not_know_is_no_area(place, typed):
    assert place.find_area(typed) is None


SECTORS = {"m1 1aa": "M1 1", "EC1A 1BB": "EC1A 1", "w1a0ax": "W1A 0", "B33 8TH": "B33 8", "cr26xh": "CR2 6"}


@pytest.mark.parametrize(("typed", "sector"), SECTORS.items())
def test_every_form_of_a_british_postcode_has_its_sector(typed, sector):
    assert sector_of(typed) == sector


@given(st.text(max_size=30))
def test_no_text_is_too_strange_for_a_sector(typed):
    assert sector_of(typed) is None or " " in sector_of(typed)


def test_areas_are_listed_by_district(place):
    listed = [(district, [name for _, name in areas]) for district, areas in place.by_district]
    assert listed == [("Calderwick", ["Canal Side", "Foundry"]), ("Tarnford", ["Weavers"])]
