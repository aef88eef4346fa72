"""What people voted, as plain facts, and the field's files it is read from and written to."""
