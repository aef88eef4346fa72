"""Areas of the place and the postcode sectors that lie in them."""
