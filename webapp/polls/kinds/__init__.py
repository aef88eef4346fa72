"""Kinds of ballot papers: how a person marks them, what can be wrong, and how they become ballots to count."""
