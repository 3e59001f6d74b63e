"""Characters of documents: decoded as the file says, and without those that no one sees."""

import codecs
import re
import unicodedata

from legalcheck.model.problem import InputError, Problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_AS_BROWSERS = {"iso8859-1": "cp1252", "ascii": "utf-8"}
"""Declared encodings that are read as a larger one, as browsers do."""
_UNSEEN = re.compile(
    "[\\0-\\x08\\x0e-\\x1b\\x7f-\\x84\\x86-\\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffc\U000e0000-\U000e0fff]"
)
"""Control and format characters: they have no width, may part a word that looks whole, and may turn its order."""
_LIGATURES = re.compile("[\ufb00-\ufb06]")


def decoded(raw: bytes, name: str, declared: str = "") -> str:
    """Return the text of a file by its byte order mark, else by the encoding it declares, else as UTF-8."""
    for mark, codec in _MARKS:
        if raw.startswith(mark):
            return _decoded(raw[len(mark) :], name, codec)
    try:
        codec = codecs.lookup(declared.strip()).name if declared.strip() else "utf-8"
        b"1".decode(codec, "replace")  # some codecs give no text
    except (LookupError, ValueError) as error:
        message = f"declares the encoding '{declared.strip()[:40]}', which is unknown; save it as UTF-8"
        raise InputError(Problem(message=message, path=name)) from error
    return _decoded(raw, name, _AS_BROWSERS.get(codec, codec))


def _decoded(raw: bytes, name: str, codec: str) -> str:
    try:
        return raw.decode(codec)
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        message = f"byte 0x{raw[error.start]:02x} is not {codec.upper()}; save it as UTF-8"
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        raise InputError(Problem(message=message, path=name, line=line, column=column)) from error


def seen(text: str) -> str:
    """Return text as a reader sees it: letters composed, ligatures spelt, nothing unseen within a word."""
    spelt = _LIGATURES.sub(lambda found: unicodedata.normalize("NFKC", found.group()), _UNSEEN.sub("", text))
    return unicodedata.normalize("NFC", spelt)


def collapsed(text: str) -> str:
    """Return text as a reader sees it on one line, each white space a blank."""
    return " ".join(seen(text).split())
