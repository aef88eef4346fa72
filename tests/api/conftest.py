"""What tests of the open interface share."""

from tests.proposals.conftest import count_statements

__all__ = ["count_statements"]
