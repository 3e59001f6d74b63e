"""The command line."""

from legalcheck.cli.app import main

__all__ = ["main"]
