"""Running a consultation: the pages of the office."""
