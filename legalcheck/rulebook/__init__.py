"""The law as data: loaded from a folder of YAML, checked whole, frozen."""
