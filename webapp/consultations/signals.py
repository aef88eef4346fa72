"""What other rooms may want to know; they are joined in `features.py`."""

from blinker import Signal

# Sent with the session as sender and answer_ids=[…]: words that no longer stand (changed or withdrawn by their writer).
words_gone = Signal("words-gone")

# Sent with the session as sender and question_ids=[…], inside the transaction that keeps them: somebody's own words
# were sent to these questions, or count again.
words_arrived = Signal("words-arrived")

# Sent with the session as sender, the `consultation`, the `kind` of change and the `reason` in words, inside the
# transaction that changes it: it was published, extended, closed early, reopened or withdrawn.
dates_changed = Signal("consultation-dates-changed")
