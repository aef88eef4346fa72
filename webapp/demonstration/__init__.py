"""Merestone, a place that does not exist: its areas and groups, three consultations, and the people who answered them.

Everything is fictional and made from a fixed seed. `place` and `questions` say what is asked and where, `words/` holds
the hand-written sentences, `people.responses` makes the answers. `planted` lists what was hidden in them and how each
count is to be read.
"""
