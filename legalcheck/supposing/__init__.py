"""What a verdict still needs, and what it would be if something were otherwise."""
