"""The same rules in other engines, each behind the same small interface."""
