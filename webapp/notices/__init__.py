"""Mail: an outbox that commits with the data and a job that empties it; following things, and one mail about them."""
