"""The place for flags, the queue of moderators, decisions with reasons and the public log."""
