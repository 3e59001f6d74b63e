"""Checks on a loaded rulebook: every name known, every rule supported, exampled and reachable."""

import re
from collections.abc import Iterator

from legalcheck.model.problem import Problem
from legalcheck.model.rule import Rule, When
from legalcheck.model.values import LEVELS, UNKNOWN
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.strata import CycleError, asked, strata

SLOTS = frozenset(
    (
        "performer",
        "beneficiary",
        "territory",
        "organisation",
        "kind",
        "about",
        "number",
        "deadline",
        "mode",
        "instrument",
    )
)
PARTY_ROLES = frozenset(("performer", "beneficiary", "organisation"))
_SLOT = re.compile(r"\{([^{}]*)\}")


def check_rulebook(book: Rulebook) -> list[Problem]:
    """Return every mistake in the rulebook that can be seen without running it, by file and line."""
    problems = [*_order(book), *_context(book)]
    for rule in book.rules.values():
        problems += _rule(book, rule)
    return sorted(problems, key=lambda p: (p.path, p.line, p.column, p.message))


def _rule(book: Rulebook, rule: Rule) -> Iterator[Problem]:
    yield from _sources(book, rule)
    yield from _when(book, rule, rule.when, "when")
    for at, exempt in enumerate(rule.unless):
        yield from _when(book, rule, exempt.when, "unless", at, "when")
    labels = [exempt.label for exempt in rule.unless]
    for label in sorted({label for label in labels if labels.count(label) > 1}):
        yield _at(book, rule, f"exception label '{label}' stands twice", "unless")
    yield from _then(book, rule)
    yield from _text(book, rule)
    yield from _positions(book, rule)
    yield from _examples(book, rule)


def _at(book: Rulebook, rule: Rule, message: str, *keys: object) -> Problem:
    return book.documents[rule.id].problem(message, *keys)


def _sources(book: Rulebook, rule: Rule) -> Iterator[Problem]:
    cited: dict[tuple[object, ...], tuple[str, ...]] = {("sources",): rule.sources}
    cited |= {("route", at, "sources"): step.sources for at, step in enumerate(rule.route)}
    cited |= {("positions", at, "sources"): view.sources for at, view in enumerate(rule.positions)}
    for keys, ids in cited.items():
        for at, name in enumerate(ids):
            if name not in book.sources:
                yield _at(book, rule, f"no source is called '{name}'", *keys, at)
    known = [book.sources[name] for name in rule.sources if name in book.sources]
    if known and all(source.at.verified == "no-from-memory" for source in known):
        yield _at(book, rule, "rests only on sources that nobody has verified; add one that is", "sources")


def _when(book: Rulebook, rule: Rule, when: When, *keys: object) -> Iterator[Problem]:
    if not when.attributes and not when.characterised:
        yield _at(book, rule, "asks nothing, so it would hold of every clause", *keys)
    for name, allowed in when.attributes.items():
        spec = book.attributes.get(name)
        if spec is None:
            yield _at(book, rule, f"no attribute is called '{name}'; attributes.yaml lists them", *keys, name)
            continue
        for value in allowed.values:
            if value not in spec.values:
                yield _at(book, rule, f"'{value}' is no value of '{name}'", *keys, name)
        if len(set(allowed.values)) != len(allowed.values):
            yield _at(book, rule, f"'{name}' lists a value twice", *keys, name)
        if book.forums.get(rule.forum) and book.forums[rule.forum].roles_only:
            yield from _named(book, rule, name, allowed.values, *keys)
    for name in when.characterised:
        if name not in book.characterisations:
            yield _at(
                book, rule, f"no characterisation is called '{name}'; characterisations.yaml lists them", *keys, "is"
            )
        elif not any(other.then.characterise == name for other in book.rules.values()):
            yield _at(book, rule, f"no rule concludes '{name}', so this can never hold", *keys, "is")


def _named(book: Rulebook, rule: Rule, name: str, values: tuple[str, ...], *keys: object) -> Iterator[Problem]:
    """A forum of roles may ask for organisations, never for a state or a territory by name."""
    for value in values:
        party = book.parties.get(value)
        if (party and party.type == "state") or (value in book.territories):
            yield _at(book, rule, f"names '{value}'; rules of this forum know roles only", *keys, name)


def _then(book: Rulebook, rule: Rule) -> Iterator[Problem]:
    name = rule.then.characterise
    if name is None:
        return
    if name not in book.characterisations:
        yield _at(book, rule, f"no characterisation is called '{name}'; characterisations.yaml lists them", "then")
    elif not any(name in asked(other) for other in book.rules.values()):
        yield _at(book, rule, f"no rule asks about '{name}', so nothing follows from this one", "then")


def _text(book: Rulebook, rule: Rule) -> Iterator[Problem]:
    for part in ("title", "message", "why"):
        if not getattr(rule, part).strip():
            yield _at(book, rule, f"'{part}' is empty", part)
    for slot in _SLOT.findall(rule.message):
        if slot not in SLOTS:
            yield _at(book, rule, f"the message has a slot '{{{slot}}}' that nothing fills", "message")


def _positions(book: Rulebook, rule: Rule) -> Iterator[Problem]:
    if rule.standing == "contested" and len(rule.positions) < 2:
        yield _at(book, rule, "is contested but does not name two positions", "standing")
    for at, view in enumerate(rule.positions):
        if view.level not in (*LEVELS, "clear"):
            yield _at(book, rule, f"'{view.level}' is no level", "positions", at, "level")


def _examples(book: Rulebook, rule: Rule) -> Iterator[Problem]:
    if not any(example.matter for example in rule.examples.hits):
        yield _at(book, rule, "has no matter among its hits", "examples", "hits")
    if rule.then.level and not any(example.text for example in rule.examples.hits):
        yield _at(book, rule, "has no clause text among its hits", "examples", "hits")
    for side in ("hits", "misses"):
        for at, example in enumerate(getattr(rule.examples, side)):
            for name, value in (example.matter or {}).items():
                keys = ("examples", side, at, "matter", name)
                spec = book.attributes.get(name)
                if spec is None:
                    yield _at(book, rule, f"no attribute is called '{name}'", *keys)
                elif value not in (*spec.values, UNKNOWN) and not (name in PARTY_ROLES and value in book.parties):
                    yield _at(book, rule, f"'{value}' is no value of '{name}'", *keys)


def _order(book: Rulebook) -> Iterator[Problem]:
    try:
        strata(book.rules.values())
    except CycleError as error:
        rule = next(r for r in book.rules.values() if r.then.characterise == error.cycle[0])
        yield _at(book, rule, f"characterisations rest on each other in a circle: {error}", "then")


def _context(book: Rulebook) -> Iterator[Problem]:
    """Names in the context that nothing declares."""
    folder = book.folder / "context"
    for name, party in book.parties.items():
        for member in (*party.members, *([party.acts_for] if party.acts_for else [])):
            if member not in book.parties:
                yield Problem(message=f"'{name}': no party is called '{member}'", path=str(folder / "parties.yaml"))
    for name in book.vocabulary.values.get("party", ()):
        if name not in book.parties:
            yield Problem(message=f"party '{name}' of the vocabulary is missing", path=str(folder / "parties.yaml"))
    for name in book.vocabulary.territories:
        if name not in book.territories:
            yield Problem(
                message=f"territory '{name}' of the vocabulary is missing", path=str(folder / "territories.yaml")
            )
    for name, convention in book.conventions.items():
        if name not in book.vocabulary.kinds:
            yield Problem(message=f"no measure kind is called '{name}'", path=str(folder / "kinds.yaml"))
        for party_name in (convention.performer, *convention.candidates):
            if party_name not in book.parties and party_name != "open":
                yield Problem(message=f"'{name}': no party is called '{party_name}'", path=str(folder / "kinds.yaml"))
    yield from _context_sources(book)


def _context_sources(book: Rulebook) -> Iterator[Problem]:
    cited = [("facts.yaml", name, s) for name, f in book.facts.items() for span in f.spans for s in span.sources]
    cited += [
        ("territories.yaml", name, s) for name, t in book.territories.items() for span in t.taken for s in span.sources
    ]
    cited += [("conflicts.yaml", c.title_holder, s) for c in book.conflicts for span in c.spans for s in span.sources]
    for file, name, source in cited:
        if source not in book.sources:
            yield Problem(message=f"'{name}': no source is called '{source}'", path=str(book.folder / "context" / file))
