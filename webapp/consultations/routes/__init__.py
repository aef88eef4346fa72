"""Pages of consultations: public, and for those who run them."""
