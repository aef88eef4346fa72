"""The audit trail: what staff did, in order, each entry chained by hash to the one before."""
