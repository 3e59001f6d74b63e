"""Fuzzers: inputs of every kind, drawn or mutated from real ones, against what the program promises of all of them."""
