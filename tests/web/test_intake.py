"""What cannot be right is refused before it does harm, on either database."""

import pytest


@pytest.mark.parametrize("path", ["/consultations/it%00", "/groups/%00", "/consultations/%00/answer"])
def test_an_address_with_a_null_byte_is_not_found(visitor, path):
    assert visitor.open(path, status=404).h1 == "Page not found"


def test_a_null_byte_in_a_hidden_field_is_no_fault_of_ours(as_admin):
    page = as_admin.open("/groups/new")
    assert page.fill(name="A\x00 group", kind="char\x00ity").send().status < 500
