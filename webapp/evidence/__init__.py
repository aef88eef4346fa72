"""The place for the library of evidence with its strength, for experts and the questions put to them."""
