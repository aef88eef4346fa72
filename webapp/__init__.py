"""Folkmoot: carries what people say to what gets decided, and back to them."""
