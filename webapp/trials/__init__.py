"""The place for indicators, readings, evaluations and learning cards: what works here."""
