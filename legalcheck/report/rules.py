"""The rulebook for people: its list, one rule in full, one source."""

from collections.abc import Iterator

from legalcheck.model.problem import InputError
from legalcheck.model.rule import Example, Given, InForce, Norm, PlanExample, PlanRule, Rule, When
from legalcheck.report.text import settling_line, wrap
from legalcheck.rulebook.load import Rulebook
from legalcheck.rulebook.packs import SHIPPED, installed_packs


def pack_list() -> str:
    """Return the rulebooks that are installed: the one of the program and the packs, a line each."""
    found = {SHIPPED: "comes with the program"}
    for name, entry in installed_packs().items():
        found[name] = f"{entry.dist.name} {entry.dist.version}" if entry.dist else entry.value
    width = max(map(len, found))
    return "".join(f"{name:<{width}}  {said}\n" for name, said in found.items())


def rule_list(book: Rulebook) -> str:
    """Return the rules by forum, a line each: level or characterisation, id, title."""
    lines: list[str] = []
    for name, forum in book.forums.items():
        rules = [rule for rule in book.rules.values() if rule.forum == name]
        lines += [f"{forum.title.en} ({name}): {len(rules)} rules"]
        for rule in rules:
            lines += _listed(rule)
        lines += [""]
    lines += [f"Whole plans: {len(book.plan_rules)} rules"]
    for plan_rule in book.plan_rules.values():
        lines += _listed(plan_rule)
    return "\n".join(lines) + "\n"


def _listed(rule: Norm) -> list[str]:
    return wrap(f"{rule.id}: {rule.title}", f"  {_follows(rule)}  ", " " * 13)


def rule_page(book: Rulebook, name: str) -> str:
    """Return one rule in full, in the order of its file."""
    rule = book.rules.get(name) or book.plan_rules.get(name)
    if rule is None:
        raise InputError(f"no rule is called '{name}'; 'legalcheck rules' lists them")
    return "\n".join(_rule_lines(book, rule)) + "\n"


def source_page(book: Rulebook, name: str) -> str:
    """Return one source and the rules that rest on it."""
    source = book.sources.get(name)
    if source is None:
        raise InputError(f"no source is called '{name}'; 'legalcheck sources' lists them")
    lines = wrap(f"{source.id}: {source.citation}")
    lines += wrap(source.instrument.en)
    lines += wrap(source.instrument.uk) if source.instrument.uk else []
    lines += ["", *wrap(source.at.gist.en), ""]
    lines += [f"Rank: {source.rank}", f"In force: {_span(source.at.in_force)}", f"Strength: {source.at.strength}"]
    lines += [f"Verified: {source.at.verified}"]
    lines += wrap(f"Caveats: {source.at.caveats}", "", "  ") if source.at.caveats else []
    lines += [f"Official text: {source.url}"] if source.url else []
    users = [rule.id for rule in (*book.rules.values(), *book.plan_rules.values()) if name in rule.cited]
    lines += ["", f"Rules that rest on it: {len(users)}", *(f"  {user}" for user in users)]
    return "\n".join(lines) + "\n"


def _rule_lines(book: Rulebook, rule: Rule | PlanRule) -> Iterator[str]:
    yield from wrap(f"{rule.id}: {rule.title}")
    head = (book.forums[rule.forum].title.en, _follows(rule).strip(), rule.standing, f"in force {_span(rule.in_force)}")
    yield "; ".join(head)
    yield ""
    yield from wrap(rule.message)
    yield from wrap(f"Why it matters: {rule.why}", "", "  ")
    yield ""
    yield "Applies when"
    yield from _applies(book, rule)
    yield ""
    yield "Sources"
    for name in rule.sources:
        source = book.sources[name]
        partly = "" if source.at.verified == "yes" else f" (verified: {source.at.verified})"
        yield from wrap(f"{name}: {source.citation}{partly}", "  ", "    ")
    yield from _arguments(rule)
    yield from _examples(rule)
    for gap in rule.todo:
        yield from wrap(f"Known gap: {gap}", "", "  ")


def _applies(book: Rulebook, rule: Rule | PlanRule) -> Iterator[str]:
    if isinstance(rule, PlanRule):
        for title, labels in (("Some clause", rule.find), ("No clause", rule.without)):
            for label, when in labels.items():
                yield f"  {title} ({label})"
                yield from (f"  {line}" for line in _conditions(book, when))
        if rule.when:
            yield from _conditions(book, rule.when)
        return
    yield from _conditions(book, rule.when)
    for exempt in rule.unless:
        yield from wrap(f"Unless ({exempt.label}): {exempt.why}", "", "  ")
        yield from _conditions(book, exempt.when)


def _arguments(rule: Norm) -> Iterator[str]:
    if rule.route:
        yield "Route"
        for at, step in enumerate(rule.route, 1):
            yield from wrap(f"{at}. {settling_line(step)}", "  ", "     ")
    if rule.positions:
        yield "Positions"
        for view in rule.positions:
            year = f", {view.year}" if view.year else ""
            yield from wrap(f"{view.held_by}{year}: {view.view} [{view.level}]", "  ", "    ")


def _examples(rule: Rule | PlanRule) -> Iterator[str]:
    for title, examples in (("Catches", rule.examples.hits), ("Leaves alone", rule.examples.misses)):
        yield title
        for example in examples:
            why = f" ({example.why})" if example.why else ""
            yield from wrap(f"- {_case(example)}{why}", "  ", "    ")


def _case(example: Example | PlanExample) -> str:
    if isinstance(example, PlanExample):
        return " + ".join([*(f'"{text}"' for text in example.texts), *map(_matter, example.matters)])
    if example.text is not None:
        return f'"{example.text}"'
    return _matter(example.matter or {})


def _matter(given: Given) -> str:
    return ", ".join(f"{name}: {'/'.join(values)}" for name, values in given.items())


def _conditions(book: Rulebook, when: When) -> Iterator[str]:
    for name, allowed in when.attributes.items():
        yield from wrap(f"{name}: {'not ' if allowed.negated else ''}{', '.join(allowed.values)}", "  ", "    ")
    for name in when.characterised:
        yield from wrap(f"is {name}: {book.characterisations[name].en}", "  ", "    ")


def _follows(rule: Norm) -> str:
    return (rule.then.level or "step").ljust(9)


def _span(span: InForce) -> str:
    return f"from {span.start or 'a day not known'}" + (f" to {span.to}" if span.to else "")


def source_list(book: Rulebook, *, unverified: bool) -> str:
    """Return the sources, a line each; ``unverified`` keeps those that a person with the texts should check first.

    What no rule of a rulebook rests on is left out where it comes from the rulebook below.
    """
    used = {name: sum(name in rule.sources for rule in book.rules.values()) for name in book.sources}
    known = [s for s in book.sources.values() if used[s.id] or s.id not in book.inherited]
    kept = [s for s in known if not unverified or s.at.verified != "yes"]
    lines: list[str] = []
    for source in sorted(kept, key=lambda s: (-used[s.id], s.id)) if unverified else kept:
        lines += wrap(f"{source.id}: {source.citation} ({source.at.verified}; {used[source.id]} rules)", "", "  ")
        if unverified and source.at.caveats:
            lines += wrap(source.at.caveats, "    ")
    return "\n".join([*lines, f"{len(kept)} of {len(known)} sources"]) + "\n"
