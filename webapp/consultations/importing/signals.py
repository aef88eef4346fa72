"""What rooms downstream may say and do when an import is taken back; they are joined in `features.py`."""

from blinker import Signal

# Sent with the session as sender and consultation_id=…: a receiver on whose work it would break returns a sentence why
# the import must stay (themes that were decided, a summary that was frozen), and None otherwise.
undo_asked = Signal("import-undo-asked")

# Sent with the session as sender and consultation_id=…, before its rows go: receivers take away what they made of them.
undone = Signal("import-undone")
