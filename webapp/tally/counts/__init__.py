"""Counting votes: ballots in; a result out with every round, transfer, tie and reason, and the same each time."""
