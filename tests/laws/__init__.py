"""Laws that hold whatever is judged, each a test named by its law; docs/laws.md lists them."""
