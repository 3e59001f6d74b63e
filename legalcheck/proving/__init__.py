"""What can be proved of a rulebook over the whole space of matters, and whether its examples would notice a mistake."""
