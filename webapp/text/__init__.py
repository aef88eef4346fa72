"""Pure: words in, themes out. Sentences, noun phrases, near-duplicates, discovery, assignment. Knows no database."""
