"""Responses collected in another tool: read, shown column by column, checked, and brought in whole or not at all."""
