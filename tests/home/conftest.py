"""What tests of the front door share."""

from tests.proposals.conftest import count_statements

__all__ = ["count_statements"]
