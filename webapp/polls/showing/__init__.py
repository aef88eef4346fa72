"""Pure: from the record of a count to words, pictures and tables that a resident can follow."""
