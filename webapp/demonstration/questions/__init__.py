"""What the three consultations ask, in our own data."""
