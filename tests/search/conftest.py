"""What tests of search share."""

from tests.proposals.conftest import count_statements

__all__ = ["count_statements"]
