"""Plan files in: structured YAML, JSON and JSON lines, and numbered text."""
