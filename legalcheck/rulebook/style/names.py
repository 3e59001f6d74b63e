"""What a text names: the act, the authority, and in a forum of roles no state and no territory."""

import re
from collections.abc import Iterator, Mapping, Sequence

from legalcheck.model.problem import Problem
from legalcheck.model.rule import Norm, Rule
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.strict_yaml import load_strict
from legalcheck.rulebook.style.passages import AnyRule, Passage, at, passages
from legalcheck.rulebook.style.sheet import StyleSheet

Names = Mapping[str, re.Pattern[str]]
"""What finds the names of states and territories, by language."""
_FORMS = ("names", "adjectives")
_HOLDER = "held_by"
_WORD = re.compile(r"[^\W\d_]{3,}")
_STEM = 5  # letters: enough to tell words apart, few enough to outlast their endings


def check_names(
    book: Rulebook, rules: Sequence[AnyRule], sheet: StyleSheet, proper: Mapping[str, re.Pattern[str]]
) -> Iterator[Problem]:
    """Report countries in a forum of roles, and findings that do not say what is done or by what authority."""
    for rule in rules:
        if rule.forum in book.forums and book.forums[rule.forum].roles_only:
            for passage in passages(rule):
                yield from _countries(book, passage, proper[passage.language])
        if rule.then.level is None:
            continue  # a step on the way is no finding
        yield from _authority(book, rule, sheet)
        if isinstance(rule, Rule):
            yield from _act(book, rule, sheet)


def _countries(book: Rulebook, passage: Passage, names: re.Pattern[str]) -> Iterator[Problem]:
    """Whoever holds a view may be named; the rule itself speaks of roles."""
    for match in names.finditer(passage.text) if passage.part != _HOLDER else ():
        yield at(book, passage, f"names '{match.group()}'; rules of this forum speak of roles: the title-holder")


def proper_names(book: Rulebook, language: str) -> re.Pattern[str]:
    """Return what finds the gazetteer's names of states and territories, capitals and organs among them, in any case.

    What the gazetteer writes in small letters ("the occupying power") is a role. A word of a language with endings is
    known by its beginning.
    """
    path = book.folder / "gazetteer" / f"{language}.yaml"
    data = load_strict(path).data if path.is_file() else {}
    states = {name for name, party in book.parties.items() if party.type == "state" or party.members}
    entries = [lists for name, lists in data.get("parties", {}).items() if name in states]
    entries += [*data.get("territories", {}).values(), *data.get("joint", ()), *data.get("groups", ())]
    said = {(form, name) for lists in entries for form in _FORMS for name in lists.get(form, ())}
    inflected = language != "en"
    kept = {name for form, name in said if name[0].isupper() or (inflected and form == "adjectives")}
    whole = sorted((r"\s+".join(_beginning(word, inflected) for word in name.split()) for name in kept), key=len)
    return re.compile(rf"\b(?:{'|'.join(reversed(whole))})" if whole else r"(?!)")


def _beginning(word: str, inflected: bool) -> str:
    if not inflected:
        return rf"{re.escape(word)}\b"
    kept = word if len(word) < _STEM else word[: max(_STEM - 1, len(word) - 2)]
    return rf"{re.escape(kept)}\w{{0,4}}\b"


def _act(book: Rulebook, rule: Rule, sheet: StyleSheet) -> Iterator[Problem]:
    """A message without a slot shares a word with the clauses of its examples or with the kinds that it catches."""
    if "{" in rule.message:
        return
    kinds = _kinds(book, rule)
    phrases = book.phrases["en"].kinds
    words = [text for kind in kinds for text in (kind.replace("_", " "), phrases.get(kind, ""))]
    words += [book.vocabulary.kinds[kind] for kind in kinds]
    words += [example.text for example in rule.examples.hits if example.text]
    known = {*_stems(" ".join(words)), *(word for kind in kinds for word in sheet.acts.get(kind, ()))}
    if known and not any(word.startswith(tuple(known)) for word in _words(rule.message)):
        message = "the message does not say what the clause would do; name the act, or take a slot such as {performer}"
        yield book.documents[rule.id].problem(message, "message")


def _kinds(book: Rulebook, rule: Rule, seen: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Return the kinds of measure that a rule asks for, by itself or through what other rules conclude."""
    asked = rule.when.attributes.get("kind")
    if asked is not None:
        return () if asked.negated else asked.values
    below = (o for o in book.rules.values() if o.then.characterise in rule.when.characterised and o.id not in seen)
    return tuple(dict.fromkeys(kind for other in below for kind in _kinds(book, other, seen | {rule.id})))


def _words(text: str) -> Iterator[str]:
    return (match.group().lower() for match in _WORD.finditer(text))


def _stems(text: str) -> set[str]:
    """Return the beginnings of the longer words of a text."""
    return {word[: max(4, min(len(word) - 2, _STEM + 1))] for word in _words(text) if len(word) >= 4}


def _authority(book: Rulebook, rule: Norm, sheet: StyleSheet) -> Iterator[Problem]:
    """The message or its reason says what law speaks or who decides; the sources below it say where."""
    for language, pattern in sheet.authority.items():
        said = f"{rule.message_in(language)} {rule.why_in(language)}"
        if (language != "en" and rule.uk is None) or re.search(pattern, said, re.IGNORECASE):
            continue
        message = f"neither the message nor 'why' ({language}) says by what law or by whose decision; name it"
        yield book.documents[rule.id].problem(message, *(() if language == "en" else (language,)), "message")
