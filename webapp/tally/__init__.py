"""Pure: numbers in, numbers out. Percentages with their base, cross-tabs, disclosure control; ballots and counts."""
