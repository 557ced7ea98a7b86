"""For those who keep procedures, forms and targets, and for the administrators of units."""
