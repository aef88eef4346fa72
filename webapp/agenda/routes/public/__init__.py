"""What anybody may read, a module for each noun."""
