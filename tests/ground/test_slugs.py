"""What stands in an address for a name."""

import pytest

from webapp.slugs import free_slug, slug_of


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Buses & streets", "buses-and-streets"),
        ("  What's next?  ", "whats-next"),
        ("Ça va à Mère", "ca-va-a-mere"),
        ("日本語", "consultation"),
        ("<script>alert(1)</script>", "script-alert-1-script"),
        ("x" * 200, "x" * 60),
    ],
)
def test_an_address_is_made_from_the_title(title, slug):
    assert slug_of(title, otherwise="consultation") == slug


def test_a_taken_address_gets_the_first_free_number():
    assert free_slug("buses", {"buses", "buses-2", "buses-stop"}) == "buses-3"
