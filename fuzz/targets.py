"""The fuzzers by name; each is imported only when it is asked for."""

from importlib import import_module

from fuzz.target import Target

NAMES = ("plans", "rules", "texts", "engines")


def target_of(name: str) -> Target:
    """Return a fuzzer: the class of the module that bears its name."""
    target: Target = getattr(import_module(f"fuzz.{name}"), name.capitalize())()
    return target
