"""What may be said where, and by whom. Pure: every fact comes in as an argument."""

LONGEST_POST = 5_000
"""Letters; longer words belong into a document."""
LONGEST_TITLE = 150
