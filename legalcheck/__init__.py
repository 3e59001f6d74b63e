"""Say which legal barriers a clause of a peace plan meets, why, and by which lawful route it could pass."""

__version__ = "0.1.0"
