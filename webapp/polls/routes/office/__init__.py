"""Running a poll: the pages of the office."""
