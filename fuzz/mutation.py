"""Texts changed at random places: the same few edits for plans and rule files."""

from collections.abc import Sequence

from hypothesis import strategies as st

TROUBLE = (
    *"\t\r\n\x00\x0b\x1b\x7f\x85\xa0\xad\u0301\u200b\u200d\u202e\u2028\u2029\ufeff\uffff\U0001f1fa",
    *":-#&*!|>%@`'\"{}[],?~=.()\\/<$",
    "---\n", "...\n", "- ", "? ", ": ", " #", "<<: ", "&a ", "*a", "!!python/object:os.system ", "!!binary ", "!x ",
    "%YAML 9.9\n", "|-\n", ">+\n", "\n\n", "  ", "\\u0000", "\\ud800", "\\udfff", "\\x41", "\\", "\r\n", "\n\t",
    "NaN", "Infinity", "1e999", "null", "~", "true", "yes", "No", "on", ".inf", ".nan", "1e400", "-0", "0x1F",
    "0o17", "1_000", "12:30:45",
    "2026-02-30", "0001-01-01", "99999-01-01", "9" * 30, "9" * 5000, "[" * 1500, "{a: " * 400, "{}", "[]", '""', "''",
    "{not: x}", "{not: []}", "not", "is", "kind", "unknown", "unspecified", "{performer", "{performer.x}", "{0}", "{}",
    "{performer!r}", "{performer:>9999999}", "{performer:gen}", "{{", "}}", "%s", "_", "x",
    "\u0425", "\u0456", "\u4e2d",
)  # fmt: skip
"""Pieces that have a meaning somewhere, or that somebody is likely to have got wrong."""


@st.composite
def mutated(draw: st.DrawFn, seeds: Sequence[str], most: int = 5) -> str:
    """One of the seeds with up to ``most`` edits: something put in, taken out, doubled or moved."""
    text: str = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(0, most))):
        text = draw(edited(text))
    return text


@st.composite
def edited(draw: st.DrawFn, text: str) -> str:
    """A text with one edit; places are drawn by word or by character."""
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, min(len(text), start + draw(st.sampled_from([0, 1, 8, 80])))))
    piece = text[start:end]
    how = draw(st.sampled_from(["put", "put", "replace", "remove", "double", "move", "write"]))
    if how == "put":
        return text[:start] + draw(st.sampled_from(TROUBLE)) + text[start:]
    if how == "replace":
        return text[:start] + draw(st.sampled_from(TROUBLE)) + text[end:]
    if how == "write":
        return text[:start] + draw(st.text(max_size=8)) + text[end:]
    rest = text[:start] + text[end:]
    if how == "remove":
        return rest
    if how == "double":
        return text[:end] + piece + text[end:]
    at = draw(st.integers(0, len(rest)))
    return rest[:at] + piece + rest[at:]
