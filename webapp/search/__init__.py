"""Search over everything public: words of things by kind and id, in FTS5 or tsvector. What is public is asked for
anew in every search, so that what was hidden, withdrawn or erased is gone from it at once (decision 0027)."""
