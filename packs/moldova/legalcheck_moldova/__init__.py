"""The rulebook of Moldova, as data in the folder ``rules``; legalcheck finds it by its entry point."""
