"""Long work: a row that commits with the data, done by a worker process that may die at any moment and lose nothing."""
