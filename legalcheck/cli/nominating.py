"""The further nominators that a call asks for."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from legalcheck.model.problem import InputError

if TYPE_CHECKING:
    from legalcheck.reading.nomination import Nominator
    from legalcheck.rulebook.load import Rulebook

NOMINATORS = ("similarity", "llm")
"""Further nominators, each an extra of the same name, in the order in which they are asked."""


def chosen(
    book: "Rulebook", nominate: Sequence[str], llm_model: str | None, *, quiet: bool = False
) -> "tuple[Nominator, ...]":
    """Return the nominators asked for; ``InputError`` if one is not installed or lacks what it needs."""
    if llm_model and "llm" not in nominate:
        raise InputError("--llm-model names a model, but no model is asked; add --nominate llm")
    makers = {"similarity": lambda: _similarity(book), "llm": lambda: _llm(book, llm_model, quiet=quiet)}
    return tuple(makers[name]() for name in NOMINATORS if name in nominate)


def _similarity(book: "Rulebook") -> "Nominator":
    """Return the nominator by sentence similarity."""
    from legalcheck.rulebook.cache import Cache, cache_folder  # noqa: PLC0415

    try:
        from legalcheck.reading.similarity import SimilarityNominator  # noqa: PLC0415

        return SimilarityNominator(book.words, book.vocabulary.kinds, Cache(cache_folder() / "similarity"))
    except ImportError as error:
        raise _missing("similarity") from error


def _llm(book: "Rulebook", named: str | None, *, quiet: bool) -> "Nominator":
    """Return the nominator that asks a language model; it says what it sends, and in the end how much."""
    model = named or os.environ.get("LEGALCHECK_LLM_MODEL", "")
    if ":" not in model:
        raise InputError("--nominate llm needs a model: name one with --llm-model PROVIDER:NAME, as in ollama:qwen3")
    from legalcheck.reading.llm import LlmNominator  # noqa: PLC0415
    from legalcheck.rulebook.cache import Cache, cache_folder  # noqa: PLC0415

    try:
        from legalcheck.reading.provider import ask_model  # noqa: PLC0415
    except ImportError as error:
        raise _missing("llm") from error
    kinds = book.vocabulary.kinds
    nominator = LlmNominator(
        model, ask_model(model, kinds), kinds, Cache(cache_folder() / "llm"), _silent if quiet else _say
    )
    click.get_current_context().call_on_close(nominator.account)
    return nominator


def _say(words: str) -> None:
    """Tell a person what goes on, on standard error."""
    click.echo(f"legalcheck: {words}", err=True)


def _silent(words: str) -> None:
    """Say nothing."""


def _missing(extra: str) -> InputError:
    return InputError(f"--nominate {extra} needs an extra; install it with: pip install 'legalcheck[{extra}]'")
