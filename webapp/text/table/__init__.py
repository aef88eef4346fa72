"""The table of word-piece vectors that Folkmoot carries: the data, its card, and how it is read."""
