"""Mail: an outbox that commits with the data, and the job that empties it."""
