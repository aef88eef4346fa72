"""The method of equal shares: everybody has the same share of the pot and pays with it for what they voted for."""
