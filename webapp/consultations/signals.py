"""What other rooms may want to know; they are joined in `features.py`."""

from blinker import Signal

# Sent with the session as sender and answer_ids=[…]: words that no longer stand (changed or withdrawn by their writer).
words_gone = Signal("words-gone")

# Sent with the session as sender and question_ids=[…], inside the transaction that keeps them: somebody's own words
# were sent to these questions, or count again.
words_arrived = Signal("words-arrived")
