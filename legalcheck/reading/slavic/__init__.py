"""Reading of Ukrainian and Russian: cases, agreement and government instead of word order."""
