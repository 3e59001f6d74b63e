"""What would pass: the smallest changes and steps after which no barrier at or above a level stands."""
