"""What may happen to issues, agendas, decisions and commitments, and where they stand. Pure."""
