"""The rulebook as Markdown pages: one a rule, and an index by forum, by instrument and by kind of clause."""

from collections.abc import Iterator, Sequence

from legalcheck.model.rule import Example, Given, Norm, PlanExample, PlanRule, Rule, When
from legalcheck.report.text import settling_line
from legalcheck.rulebook.load import Rulebook

MARKER = "<!-- written by legalcheck rules -->"
"""First line of every page: what does not bear it is not ours to replace."""


def rule_pages(book: Rulebook) -> Iterator[tuple[str, str]]:
    """Yield (file name, Markdown) of every page, the index first."""
    yield "README.md", _index(book)
    rules: list[Rule | PlanRule] = [*book.rules.values(), *book.plan_rules.values()]
    for rule in rules:
        yield f"{rule.id}.md", "\n".join(_page(book, rule)) + "\n"


def _index(book: Rulebook) -> str:
    rules: list[Norm] = [*book.rules.values(), *book.plan_rules.values()]
    lines = [
        MARKER,
        "# The rulebook",
        "",
        f"Version {book.version}, reviewed {book.reviewed}: {len(book.rules)} rules on clauses, "
        f"{len(book.plan_rules)} on whole plans, {len(book.sources)} sources. "
        "These pages are written by `legalcheck rules --format markdown`.",
        "",
    ]
    for name, forum in book.forums.items():
        lines += [f"## {forum.title.en}: {forum.about.en}", ""]
        lines += [_line(rule) for rule in rules if rule.forum == name and rule.then.level]
        steps = [_line(rule) for rule in rules if rule.forum == name and not rule.then.level]
        lines += ["", "Steps on the way:", "", *steps, ""] if steps else [""]
    lines += ["## By instrument", "", *_by_instrument(book, rules), "", "## By kind of clause", "", *_by_kind(book)]
    return "\n".join(lines) + "\n"


def _line(rule: Norm) -> str:
    level = f"**{rule.then.level}** " if rule.then.level else ""
    contested = " (contested)" if rule.standing == "contested" else ""
    return f"- {level}[{rule.title}]({rule.id}.md){contested}"


def _by_instrument(book: Rulebook, rules: Sequence[Norm]) -> Iterator[str]:
    used: dict[str, dict[str, list[Norm]]] = {}
    for rule in rules:
        for name in rule.sources:
            source = book.sources[name]
            used.setdefault(source.short.en, {}).setdefault(source.at.pinpoint.en, []).append(rule)
    for instrument in sorted(used):
        yield f"- {instrument}"
        for pinpoint in sorted(used[instrument]):
            links = ", ".join(f"[{rule.id}]({rule.id}.md)" for rule in used[instrument][pinpoint])
            yield f"  - {pinpoint}: {links}"


def _by_kind(book: Rulebook) -> Iterator[str]:
    for kind in book.vocabulary.kinds:
        named = [rule for rule in book.rules.values() if _names(rule, kind)]
        if named:
            links = ", ".join(f"[{rule.id}]({rule.id}.md)" for rule in named)
            yield f"- {book.phrases['en'].value('kind', kind)}: {links}"


def _names(rule: Rule, kind: str) -> bool:
    allowed = rule.when.attributes.get("kind")
    return allowed is not None and not allowed.negated and kind in allowed.values


def _page(book: Rulebook, rule: Rule | PlanRule) -> Iterator[str]:
    follows = f"level **{rule.then.level}**" if rule.then.level else f"concludes *{rule.then.characterise}*"
    span = f"in force from {rule.in_force.start or 'a day not known'}" + (
        f" to {rule.in_force.to}" if rule.in_force.to else ""
    )
    yield MARKER
    yield f"# {rule.title}"
    yield ""
    yield f"`{rule.id}`: {book.forums[rule.forum].title.en}, {follows}, {rule.standing}, {span}"
    yield ""
    yield f"> {rule.message}"
    if rule.uk:
        yield ""
        yield f"> {rule.uk.message}"
    yield from ("", "## Why it matters", "", rule.why, "", "## When it applies", "")
    yield from _when(book, rule)
    yield from ("", "## Sources", "")
    for name in rule.sources:
        source = book.sources[name]
        verified = "" if source.at.verified == "yes" else f" *(verified: {source.at.verified})*"
        yield f"- **{source.citation}** (`{name}`): {source.at.gist.en}{verified}"
    if rule.route:
        yield from ("", "## Lawful route", "")
        yield from (f"{at}. {settling_line(step)}" for at, step in enumerate(rule.route, 1))
    if rule.positions:
        yield from ("", "## Positions", "")
        for view in rule.positions:
            year = f", {view.year}" if view.year else ""
            yield f"- {view.held_by}{year}: {view.view} (**{view.level}**)"
    yield from ("", "## Examples", "", "Caught:", "")
    yield from (f"- {_example(example)}" for example in rule.examples.hits)
    yield from ("", "Left alone:", "")
    yield from (f"- {_example(example)}" for example in rule.examples.misses)
    if rule.todo:
        yield from ("", "## Known gaps", "", *(f"- {gap}" for gap in rule.todo))


def _when(book: Rulebook, rule: Rule | PlanRule) -> Iterator[str]:
    if isinstance(rule, PlanRule):
        for label, when in rule.find.items():
            yield f"- some clause ({label}): {'; '.join(_conditions(book, when))}"
        for label, when in rule.without.items():
            yield f"- no clause ({label}): {'; '.join(_conditions(book, when))}"
        yield from (f"- {said}" for said in (_conditions(book, rule.when) if rule.when else ()))
        return
    yield from (f"- {said}" for said in _conditions(book, rule.when))
    for exempt in rule.unless:
        yield f"- unless ({exempt.label}: {exempt.why}) {'; '.join(_conditions(book, exempt.when))}"


def _conditions(book: Rulebook, when: When) -> Iterator[str]:
    for name, allowed in when.attributes.items():
        yield f"{name}: {'not ' if allowed.negated else ''}{', '.join(allowed.values)}"
    for name in when.characterised:
        yield f"is *{name}*: {book.characterisations[name].en}"


def _example(example: Example | PlanExample) -> str:
    why = f" - {example.why}" if example.why else ""
    if isinstance(example, PlanExample):
        parts = [*(f'"{text}"' for text in example.texts), *map(_matter, example.matters)]
        return f"{' and '.join(parts)}{why}"
    return (f'"{example.text}"' if example.text else _matter(example.matter or {})) + why


def _matter(given: Given) -> str:
    return "`" + ", ".join(f"{name}: {'/'.join(values)}" for name, values in given.items()) + "`"
