"""Forms of the office's pages about consultations."""
