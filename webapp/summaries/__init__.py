"""Summaries: who answered, every figure with its base, and the downloads that carry the same numbers."""
