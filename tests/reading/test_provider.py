"""Asking a language model through pydantic-ai, with models that answer without a network."""

from typing import Any

import pytest

from legalcheck.reading.llm import Quoted, instructions
from legalcheck.reading.nomination import NominatorUnavailable

pytest.importorskip("pydantic_ai", reason="the extra 'llm' is not installed")

from pydantic_ai.messages import ModelResponse, ToolCallPart
from pydantic_ai.models.function import FunctionModel
from pydantic_ai.models.test import TestModel

from legalcheck.reading.provider import TIMEOUT, ask_model

KINDS = {"leave": "a state leaves", "pay": "money is paid"}


def answering(*items: dict[str, str], seen: list[Any] | None = None) -> FunctionModel:
    """Return a model that gives one answer, and notes what it is asked."""

    def answer(messages: list[Any], info: Any) -> ModelResponse:
        if seen is not None:
            seen.append((messages, info))
        return ModelResponse(parts=[ToolCallPart(info.output_tools[0].name, {"response": list(items)})])

    return FunctionModel(answer)


def test_the_answer_is_a_list_of_kinds_and_quotes() -> None:
    """What the model names comes back, in its order."""
    ask = ask_model(answering({"kind": "pay", "quote": "pays"}, {"kind": "leave", "quote": "goes"}), KINDS)
    assert ask("Northland pays and goes.") == [Quoted("pay", "pays"), Quoted("leave", "goes")]


def test_the_model_gets_the_task_the_words_and_no_freedom() -> None:
    """The kinds are a closed list in the schema, the temperature is 0, and the clause goes as it stands."""
    seen: list[Any] = []
    ask_model(answering(seen=seen), KINDS)("Northland pays.")
    ((messages, info),) = seen
    schema = info.output_tools[0].parameters_json_schema
    assert schema["$defs"]["Nominated"]["properties"]["kind"]["enum"] == ["leave", "pay"]
    assert (info.model_settings["temperature"], info.model_settings["timeout"]) == (0.0, TIMEOUT)
    assert messages[0].instructions == instructions(KINDS)
    assert [part.content for part in messages[0].parts] == ["Northland pays."]


def test_a_kind_outside_the_vocabulary_is_no_answer() -> None:
    """A model that keeps to no list is told once, and then given up."""
    seen: list[Any] = []
    with pytest.raises(NominatorUnavailable, match="gave no answer"):
        ask_model(answering({"kind": "fly", "quote": "pays"}, seen=seen), KINDS)("Northland pays.")
    assert len(seen) == 2


def test_any_schema_abiding_model_will_do() -> None:
    """A model that only fills in the schema is understood."""
    assert {one.kind for one in ask_model(TestModel(), KINDS)("Northland pays.")} <= set(KINDS)


@pytest.mark.parametrize("error", [OSError("the line is dead. Call again"), TimeoutError()])
def test_a_failing_provider_is_one_sentence(error: Exception) -> None:
    """Whatever a provider's library raises, the message says which model failed, and why."""

    def fail(_messages: list[Any], _info: Any) -> ModelResponse:
        raise error

    with pytest.raises(NominatorUnavailable, match=r"gave no answer: (the line is dead|TimeoutError); ") as caught:
        ask_model(FunctionModel(fail), KINDS)("Northland pays.")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["nobody:model", "model"])
def test_an_unknown_model_is_named(name: str) -> None:
    """A provider that does not exist is found before anything is asked."""
    with pytest.raises(NominatorUnavailable, match=f"'{name}' cannot be asked"):
        ask_model(name, KINDS)
