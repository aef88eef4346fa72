"""The pages of polls of statements: taking part, the result, and the office's own statements."""
