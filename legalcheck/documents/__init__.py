"""Plans in: structured YAML, JSON and JSON lines, numbered text, and documents."""
