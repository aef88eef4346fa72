"""What the office does, a module for each noun."""
