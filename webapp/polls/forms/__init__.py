"""Forms of the office about polls."""
