"""Tests of reading: text to measures."""
