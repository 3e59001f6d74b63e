"""Benchmarks: legalcheck against other engines on the same rules and the same matters."""
