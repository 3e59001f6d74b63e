"""Reading English with a dependency parser."""
