"""Consultations: an officer asks, residents answer on their phones, every answer is kept."""
