"""From what people said to what was decided, and what came of it: issues, replies, agendas, decisions, commitments."""
