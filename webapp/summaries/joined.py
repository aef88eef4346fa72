"""What summaries do when something happens upstream. `features.py` joins these to the signals."""

from webapp.consultations.importing import signals as importing
from webapp.consultations.signals import words_gone
from webapp.summaries import published


def join() -> None:
    """Listen. Asked once an application; a second time changes nothing."""
    words_gone.connect(published.forget_words)
    importing.undo_asked.connect(published.why_keep_import)
