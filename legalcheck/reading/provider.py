"""The way to a language model of any provider, through pydantic-ai."""

import warnings
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import create_model
from pydantic_ai import Agent
from pydantic_ai.exceptions import UserError

from legalcheck.reading.llm import Ask, Quoted, instructions
from legalcheck.reading.nomination import NominatorUnavailable

TIMEOUT = 60.0
"""Seconds that a model has for one answer."""


def ask_model(model: Any, kinds: Mapping[str, str]) -> Ask:
    """Return a way to ask a model, named as provider:name; its key comes from the provider's environment variable.

    The answer can name the given kinds only. ``NominatorUnavailable`` if the provider's package or the key is missing,
    and later if the model gives no answer.
    """
    closed: Any = Literal[tuple(kinds)]
    item = create_model("Nominated", kind=(closed, ...), quote=(str, ...))
    try:
        agent: Any = Agent(
            model,
            output_type=list[item],  # type: ignore[valid-type]
            instructions=instructions(kinds),
            model_settings={"temperature": 0.0, "timeout": TIMEOUT},
            retries=1,
        )
    except (UserError, ImportError, ValueError) as error:
        raise NominatorUnavailable(f"the model '{model}' cannot be asked: {_first(error)}") from error
    return lambda text: _ask(agent, text, str(model))


def _ask(agent: Any, text: str, model: str) -> list[Quoted]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that a model has no temperature is for the documentation
            found = agent.run_sync(text).output
    except Exception as error:  # each provider's library has its own
        said = f"the model '{model}' gave no answer: {_first(error)}; what it answered before is kept, so try again"
        raise NominatorUnavailable(said) from error
    return [Quoted(one.kind, one.quote) for one in found]


def _first(error: Exception) -> str:
    """Return the first sentence of an error, or its kind where it says nothing."""
    words = str(error).strip().splitlines()
    return words[0].split(". ")[0].rstrip(".") if words else type(error).__name__
