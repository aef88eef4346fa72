"""Pure: counts in, figures with their traces out. One module for each sort of question; `whole` puts them together."""
