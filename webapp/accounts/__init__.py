"""People: who they are, how they sign in, which roles they hold, and the groups they belong to."""
