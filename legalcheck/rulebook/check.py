"""Checks on a loaded rulebook: every name known, every rule supported, exampled and reachable."""

from collections.abc import Collection, Iterable, Iterator
from string import Formatter
from typing import get_args

from legalcheck.model.context import CASES, DIFF_WORDS, MEMO_WORDS, PAGE_WORDS, REPORT_WORDS, Phrases
from legalcheck.model.nominator import NOMINATOR
from legalcheck.model.problem import Problem, one_line
from legalcheck.model.rule import Given, Norm, PlanRule, Rule, When
from legalcheck.model.values import LEVELS, UNKNOWN, UNSPECIFIED, Condition, Force, Mode, Polarity
from legalcheck.rulebook.durations import durations_problems
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
LEAF_SLOTS = ("value", "party", "area")
REPORT_SLOTS = {
    "judged": ("date",),
    "may_apply": ("verdict",),
    "if_confirmed": ("verdict",),
    "count": ("number", "verdicts"),
    "unchecked": ("first", "last", "number", "cause"),
    "accepted": ("because",),
    "accepted_until": ("because", "until"),
    "stale_expired": ("rule", "until", "because"),
    "stale_none": ("rule", "because"),
    "accepted_count": ("number",),
    "doctrine": ("doctrine",),
    "footer": ("version", "digest", "date"),
    "route_head": ("start", "level"),
    "route_wait_one": ("event",),
    "route_floor": ("day",),
    "route_wait": ("days", "event"),
    "route_unrouted": ("rules",),
    "route_possible": ("rules",),
    "impasse_bare": ("title",),
    "impasse_barred": ("step", "needs", "titles"),
    "impasse_unreached": ("step", "needs"),
    "impasse_circle": ("steps",),
    "due_missed": ("days",),
    "due_if": ("event", "day"),
    "from_to": ("before", "after"),
    "change_count": ("number", "all"),
    "ask_invalid": ("said",),
    "alt_title": ("level", "doctrine"),
    "alt_passes": ("level",),
    "alt_none": ("most", "rules"),
    "alt_none_together": ("most", "rules"),
}
MEMO_SLOTS = {
    "question_plan": ("title",),
    "quoted": ("words",),
    "reserve_clear": ("clear",),
    "reserve_unread": ("clauses",),
    "reserve_guessed": ("clauses",),
    "reserve_sources": ("numbers",),
    "page": ("page", "pages"),
}
"""Slots that the program fills in leaves and in the fixed words of reports."""
MEASURE_WORDS: dict[str, tuple[str, ...]] = {
    "mode": get_args(Mode),
    "polarity": get_args(Polarity),
    "force": get_args(Force),
    "condition": get_args(Condition),
    "instrument": (UNSPECIFIED,),
}
"""Words of the vocabulary that measures are made of, whatever the rulebook."""
_ROLES = ("title_holder", "taker_by_force", "third_state", "organisation", UNSPECIFIED)
MATTER_WORDS: dict[str, tuple[str, ...]] = {
    **MEASURE_WORDS,
    "performer_role": _ROLES,
    "beneficiary_role": _ROLES,
    "territory_status": ("taken", "held", "undisputed", UNSPECIFIED),
    "who_must_act": (UNSPECIFIED,),
    "reversible_by": (UNSPECIFIED,),
}
"""Values that the program itself gives to attributes of a matter, whatever the rulebook."""
PARTY_ROLES = frozenset(("performer", "beneficiary", "organisation"))
NAMING = PARTY_ROLES | {"territory"}


def check_rulebook(book: Rulebook) -> list[Problem]:
    """Return every mistake in the rulebook that can be seen without running it, by file and line."""
    problems = [*_order(book), *_context(book)]
    for rule in book.rules.values():
        problems += _inherited(book, rule) if rule.id in book.inherited else check_rule(book, rule)
    for plan_rule in book.plan_rules.values():
        problems += check_rule(book, plan_rule)
    plain = (problem.model_copy(update={"message": one_line(problem.message)}) for problem in problems)
    return sorted(plain, key=lambda p: (p.path, p.line, p.column, p.message))


def check_rule(book: Rulebook, rule: Rule | PlanRule) -> list[Problem]:
    """Return the mistakes in one rule."""
    return [*(_rule(book, rule) if isinstance(rule, Rule) else _plan_rule(book, rule))]


def _inherited(book: Rulebook, rule: Rule) -> Iterator[Problem]:
    """Check what a rule of the rulebook below needs here: the attributes and facts that it asks for."""
    for when in (rule.when, *(exempt.when for exempt in rule.unless)):
        for name in when.attributes.keys() - book.attributes.keys():
            path = str(book.folder / "context" / "facts.yaml")
            yield Problem(message=f"lacks '{name}', which the inherited rule {rule.id} asks for", path=path)


def _rule(book: Rulebook, rule: Rule) -> Iterator[Problem]:
    yield from _norm(book, rule, SLOTS)
    yield from _when(book, rule, rule.when, "when")
    for at, exempt in enumerate(rule.unless):
        yield from _when(book, rule, exempt.when, "unless", at, "when")
    labels = [exempt.label for exempt in rule.unless]
    for label in sorted({label for label in labels if labels.count(label) > 1}):
        yield _at(book, rule, f"exception label '{label}' stands twice", "unless")
    yield from _then(book, rule)
    yield from _examples(book, rule)


def _plan_rule(book: Rulebook, rule: PlanRule) -> Iterator[Problem]:
    yield from _norm(book, rule, frozenset(rule.find))
    for part in ("find", "without"):
        for label, when in getattr(rule, part).items():
            yield from _when(book, rule, when, part, label)
            for name in when.attributes.keys() & book.facts.keys():
                yield _at(book, rule, f"'{name}' is a fact; ask for it under 'when'", part, label, name)
            if when.characterised:
                yield _at(book, rule, "a plan rule asks for attributes only", part, label, "is")
    yield from _when(book, rule, rule.when, "when") if rule.when else ()
    for name in rule.when.attributes if rule.when else ():
        if name in book.attributes and name not in book.facts:
            yield _at(book, rule, f"'{name}' is no fact; ask for it under 'find'", "when", name)
    if rule.then.level is None:
        yield _at(book, rule, "a plan rule concludes a level", "then")
    if rule.forum not in book.forums:
        yield _at(book, rule, f"no forum is called '{rule.forum}'", "forum")
    for side in ("hits", "misses"):
        for at, example in enumerate(getattr(rule.examples, side)):
            for place, given in enumerate(example.matters):
                yield from _given(book, rule, given, "examples", side, at, "matters", place)
    yield from _levels(book, rule)


def _norm(book: Rulebook, rule: Norm, slots: frozenset[str]) -> Iterator[Problem]:
    yield from _sources(book, rule)
    yield from _text(book, rule, slots)
    yield from _positions(book, rule)
    yield from _settled(book, rule)
    for at, step in enumerate(rule.route):
        if step.takes is not None and step.takes not in book.durations.terms:
            message = f"no term is called '{step.takes}'; context/durations.yaml lists them"
            yield _at(book, rule, message, "route", at, "takes")


def _settled(book: Rulebook, rule: Norm) -> Iterator[Problem]:
    """Report what the steps of a route cannot need or settle: unknown names, and what only the context decides."""
    for at, step in enumerate(rule.route):
        for part, named in (("needs", step.needs), ("settles", step.settles)):
            for name, value in named.items():
                keys, spec = ("route", at, part, name), book.attributes.get(name)
                if spec is None:
                    yield _at(book, rule, f"no fact, milestone or attribute is called '{name}'", *keys)
                elif part == "needs" and spec.of != "fact":
                    yield _at(book, rule, f"'{name}' is no fact or milestone; a step needs one of these", *keys)
                elif spec.of not in ("fact", "clause"):
                    yield _at(book, rule, f"'{name}' is worked out from the context; no step settles it", *keys)
                elif value not in spec.values:
                    yield _at(book, rule, f"'{value}' is no value of '{name}'", *keys)
                elif name in book.milestones and value == spec.values[0]:
                    yield _at(book, rule, f"'{value}' says that '{name}' is still to be done", *keys)


def _at(book: Rulebook, rule: Norm, message: str, *keys: object) -> Problem:
    return book.documents[rule.id].problem(message, *keys)


def _sources(book: Rulebook, rule: Norm) -> Iterator[Problem]:
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


def _when(book: Rulebook, rule: Norm, when: When, *keys: object) -> Iterator[Problem]:
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


def _named(book: Rulebook, rule: Norm, name: str, values: tuple[str, ...], *keys: object) -> Iterator[Problem]:
    """A forum of roles may ask for organisations, never for a state or a territory by name."""
    for value in values if name in NAMING else ():
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


def _text(book: Rulebook, rule: Norm, slots: frozenset[str]) -> Iterator[Problem]:
    for part in ("title", "message", "why"):
        if not getattr(rule, part).strip():
            yield _at(book, rule, f"'{part}' is empty", part)
    yield from _message(book, rule, rule.message, slots, "message")
    if rule.uk is None:
        return
    yield from _message(book, rule, rule.uk.message, slots, "uk", "message")
    for part in ("route", "positions"):
        if len(getattr(rule.uk, part)) != len(getattr(rule, part)):
            yield _at(book, rule, f"'{part}' has not as many entries in Ukrainian as in English", "uk", part)


def _message(book: Rulebook, rule: Norm, text: str, slots: frozenset[str], *keys: str) -> Iterator[Problem]:
    try:
        named = [(slot, case) for _, slot, case, _ in Formatter().parse(text) if slot is not None]
    except ValueError as error:
        yield _at(book, rule, f"the message has a brace that does not close: {error}", *keys)
        return
    for slot, case in named:
        if slot not in slots:
            yield _at(book, rule, f"the message has a slot '{{{slot}}}' that nothing fills", *keys)
        if case and case not in CASES:
            yield _at(book, rule, f"'{case}' is no grammatical case; cases are {', '.join(CASES)}", *keys)


def _positions(book: Rulebook, rule: Norm) -> Iterator[Problem]:
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
            yield from _given(book, rule, example.matter or {}, "examples", side, at, "matter")
    yield from _levels(book, rule)


def _levels(book: Rulebook, rule: Rule | PlanRule) -> Iterator[Problem]:
    """Report examples that say another level than the rule does."""
    for side in ("hits", "misses"):
        for at, example in enumerate(getattr(rule.examples, side)):
            if side == "misses" and example.level is not None:
                yield _at(book, rule, "is left alone, so it has no level", "examples", side, at, "level")
            elif example.level not in (None, rule.then.level):
                says = f"says {example.level}, but the rule concludes {rule.then.level or 'no level'}"
                yield _at(book, rule, says, "examples", side, at, "level")


def _given(book: Rulebook, rule: Norm, given: Given, *keys: object) -> Iterator[Problem]:
    """Report attributes and values of an example's matter that nothing declares."""
    for name, value in ((name, value) for name, values in given.items() for value in values):
        spec = book.attributes.get(name)
        if spec is None:
            yield _at(book, rule, f"no attribute is called '{name}'", *keys, name)
        elif value not in (*spec.values, UNKNOWN) and not (name in PARTY_ROLES and value in book.parties):
            yield _at(book, rule, f"'{value}' is no value of '{name}'", *keys, name)


def _order(book: Rulebook) -> Iterator[Problem]:
    try:
        strata(book.rules.values())
    except CycleError as error:
        rule = next(r for r in book.rules.values() if r.then.characterise == error.cycle[0])
        yield _at(book, rule, f"characterisations rest on each other in a circle: {error}", "then")


def _context(book: Rulebook) -> Iterator[Problem]:
    """Report names in the vocabulary, the context and the phrases that nothing declares."""
    for file, owner, what, names, known in _context_names(book):
        for name in names:
            if name is not None and name not in known:
                yield Problem(message=f"'{owner}': no {what} is called '{name}'", path=str(book.folder / file))
    yield from _milestones(book)
    yield from durations_problems(book)
    yield from _own_words(book)
    yield from _complete(book)
    yield from _phrases(book)


_Names = tuple[str, str, str, Iterable[str | None], Collection[str]]


def _context_names(book: Rulebook) -> Iterator[_Names]:
    """Yield (file, entry, what is named, names, those declared) for every name in the context."""
    for name, party in book.parties.items():
        yield "context/parties.yaml", name, "party", (*party.members, party.acts_for), book.parties
    for name, convention in book.conventions.items():
        named = (convention.performer, *convention.candidates)
        yield "context/kinds.yaml", name, "measure kind", (name,), book.vocabulary.kinds
        yield "context/kinds.yaml", name, "party", (p for p in named if p != "open"), book.parties
    for part in ("who_must_act", "reversible_by"):
        allowed = book.attributes[part].values if part in book.attributes else ()
        for name, gate in (*book.gates.kinds.items(), *book.gates.others.items()):
            yield "context/gates.yaml", name, "value", (getattr(gate, part),), allowed
    yield "context/gates.yaml", "kinds", "measure kind", book.gates.kinds, book.vocabulary.kinds
    yield NOMINATOR, "kinds", "measure kind", book.nominated, book.vocabulary.kinds
    yield "rulebook.yaml", "home", "party", (book.home,), book.parties
    for name, fact in book.facts.items():
        yield "context/facts.yaml", name, "value", (span.value for span in fact.spans), fact.values
        yield "context/facts.yaml", name, "source", (s for span in fact.spans for s in span.sources), book.sources
    for name, area in book.territories.items():
        yield "context/territories.yaml", name, "party", (area.title_holder, *(t.by for t in area.taken)), book.parties
        yield "context/territories.yaml", name, "source", (s for t in area.taken for s in t.sources), book.sources
    for conflict in book.conflicts:
        holder, cited = conflict.title_holder, (s for span in conflict.spans for s in span.sources)
        yield "context/conflicts.yaml", holder, "party", (holder, conflict.taker), book.parties
        yield "context/conflicts.yaml", holder, "source", cited, book.sources
    for name, spec in book.attributes.items():
        yield "attributes.yaml", name, "value", spec.default, spec.values
    for first, second in book.vocabulary.equivalent.items():
        yield "vocabulary.yaml", "equivalent", "measure kind", (first[0], second[0]), book.vocabulary.kinds
    yield from _proof_names(book)


def _proof_names(book: Rulebook) -> Iterator[_Names]:
    for silence in book.silences:
        yield "proof/silences.yaml", silence.forum, "forum", (silence.forum,), book.forums
        yield "proof/silences.yaml", silence.forum, "measure kind", silence.kinds, book.vocabulary.kinds
    for name, allowed in (pair for entry in book.impossible for pair in entry.never.attributes.items()):
        known = book.attributes[name].values if name in book.attributes else allowed.values
        yield "proof/impossible.yaml", "never", "attribute", (name,), book.attributes
        yield "proof/impossible.yaml", name, "value", allowed.values, known


def _milestones(book: Rulebook) -> Iterator[Problem]:
    """Report milestones that do what no matter can do, and those that no route comes by."""
    path = str(book.folder / "context/milestones.yaml")
    norms = (*book.rules.values(), *book.plan_rules.values())
    settled = {pair for rule in norms for step in rule.route for pair in step.settles.items()}
    for name, milestone in book.milestones.items():
        if name in book.inherited:
            continue
        for part, value in milestone.does.items():
            if part not in book.attributes or value not in book.attributes[part].values:
                yield Problem(message=f"'{name}': '{part}: {value}' is nothing that a matter can have", path=path)
        for value in milestone.values[1:]:
            if (name, value) not in settled:
                yield Problem(message=f"'{name}': no step of a route settles '{value}'; name it or drop it", path=path)


def _own_words(book: Rulebook) -> Iterator[Problem]:
    """Report words that measures always use and that the vocabulary must therefore hold."""
    for part, words in MEASURE_WORDS.items():
        for word in words:
            if word not in book.vocabulary.values.get(part, ()):
                message = f"'{part}' lacks '{word}', which every measure may have"
                yield Problem(message=message, path=str(book.folder / "vocabulary.yaml"))
    for name in MATTER_WORDS.keys() & book.attributes.keys():
        for word in MATTER_WORDS[name]:
            if word not in book.attributes[name].values:
                message = f"attribute '{name}' lacks '{word}', which every matter may have"
                yield Problem(message=message, path=str(book.folder / "attributes.yaml"))


def _complete(book: Rulebook) -> Iterator[Problem]:
    """Report names of the vocabulary that the context does not cover, and collectives of collectives."""
    folder = book.folder / "context"
    for name in book.vocabulary.values.get("party", ()):
        if name not in book.parties:
            yield Problem(message=f"party '{name}' of the vocabulary is missing", path=str(folder / "parties.yaml"))
    for name in book.vocabulary.territories:
        if name not in book.territories:
            message = f"territory '{name}' of the vocabulary is missing"
            yield Problem(message=message, path=str(folder / "territories.yaml"))
    for name, party in book.parties.items():
        for member in party.members:
            if member in book.parties and book.parties[member].members:
                message = f"'{name}': its member '{member}' is a collective itself; list the members of that one"
                yield Problem(message=message, path=str(folder / "parties.yaml"))


def _phrases(book: Rulebook) -> Iterator[Problem]:
    """Report what the fixed words of a language lack, and templates with slots that nothing fills."""
    for language, phrases in book.phrases.items():
        path = str(book.folder / "phrases" / f"{language}.yaml")
        fixed = {"report": REPORT_WORDS, "diff": DIFF_WORDS, "page": PAGE_WORDS, "memo": MEMO_WORDS}
        for part, needed in {"unsaid": SLOTS - {"kind"}, **fixed}.items():
            for name in sorted(needed - getattr(phrases, part).keys()):
                yield Problem(message=f"'{part}' lacks '{name}'", path=path)
        for message in (*_cases(phrases), *_templates(phrases)):
            yield Problem(message=message, path=path)


def _cases(phrases: Phrases) -> Iterator[str]:
    for part in ("names", "unsaid"):
        for name, words in getattr(phrases, part).items():
            if isinstance(words, str):
                continue
            if CASES[0] not in words:
                yield f"'{name}' under '{part}' lacks the case '{CASES[0]}', which stands where no other is asked for"
            for case in sorted(words.keys() - set(CASES)):
                yield f"'{name}' under '{part}': '{case}' is no grammatical case; cases are {', '.join(CASES)}"


def _templates(phrases: Phrases) -> Iterator[str]:
    """Fill every template as the program does; a slot that it does not fill is a mistake."""
    filled = {"leaves": LEAF_SLOTS, "unsaid_leaves": LEAF_SLOTS}
    for part, template, name in (
        *((leaves, text, name) for leaves in filled for name, text in getattr(phrases, leaves).items()),
        *(("report", text, name) for name, text in phrases.report.items()),
        *(("memo", text, name) for name, text in phrases.memo.items()),
    ):
        slots = filled.get(part) or (MEMO_SLOTS if part == "memo" else REPORT_SLOTS).get(name, ())
        try:
            template.format(**dict.fromkeys(slots, ""))
        except (KeyError, IndexError, ValueError) as error:
            yield f"'{name}' under '{part}' has a slot that nothing fills: {error}"
