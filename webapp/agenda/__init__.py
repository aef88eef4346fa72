"""The place for issues, replies, agenda items, decisions and commitments."""
