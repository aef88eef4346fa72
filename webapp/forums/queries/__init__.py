"""Reading boards, discussions and posts. Every list takes a fixed number of statements, however long it is."""
