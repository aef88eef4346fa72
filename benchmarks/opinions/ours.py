"""Ours: from votes to groups, what represents them, what all agree on and what divides them."""

from benchmarks.opinions.made_up import tell
from webapp.tally.opinions.finding import find_opinions

if __name__ == "__main__":
    tell(find_opinions)
