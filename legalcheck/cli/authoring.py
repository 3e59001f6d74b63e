"""Commands for people who write rules: new, test."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from legalcheck.cli.completing import rule_ids
from legalcheck.cli.options import rules_option
from legalcheck.cli.output import colour_wanted, complain
from legalcheck.cli.status import FOUND, OK
from legalcheck.model.problem import InputError

if TYPE_CHECKING:
    from legalcheck.authoring import Question
    from legalcheck.model.rule import PlanRule, Rule
    from legalcheck.rulebook.load import Rulebook

_SIGNS = {"-": "red", "+": "green"}


_ASKED = {
    "id": "Id of the rule, also the name of its file",
    "title": "What the rule says, in a line",
    "forum": "Forum whose law this is",
    "topic": "Folder for the rule within its forum",
    "from": "First day in force (ISO date), or null if it is not known",
    "to": "Last day in force (ISO date), or null while in force",
    "standing": "Whether jurists agree: settled, prevailing or contested",
    "source": "Id of a source that it rests on",
    "when": "Condition that must hold: NAME=VALUE, NAME=VALUE,VALUE or NAME!=VALUE",
    "then": "Level of the finding, or the characterisation that is reached",
    "message": "The finding in one sentence; slots such as {performer} are filled from the clause",
    "why": "Why it matters",
    "step": "Step of the lawful route: ACT | BODY | MAJORITY | SOURCES",
    "position": "View of one side: VIEW | HOLDER | YEAR | LEVEL",
    "hit": "Case to catch: the text of a clause, or a matter as {kind: ...}; then | WHY",
    "miss": "Near case to leave alone: a text or a matter; then | WHY",
}
"""What is asked of every rule, in the order of its parts."""
_REPEATED = ("source", "when", "step", "position", "hit", "miss")


def _asked_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for name, ask in reversed(_ASKED.items()):
        repeated = name in _REPEATED
        described = f"{ask}{'; repeatable' if repeated else ''}."
        command = click.option(f"--{name}", f"said_{name}", multiple=repeated, metavar="TEXT", help=described)(command)
    return command


@click.group()
def new() -> None:
    """Begin something new in the rulebook."""


@new.command("rule")
@_asked_options
@rules_option
def new_rule(rules_folder: Path | None, **said: Any) -> None:
    """Begin a rule: write its file from answers, with examples, and try it on them.

    What no option says is asked in the order of the parts of a rule if this is a terminal. Cases that the conditions
    give are added to the examples. A file that is there is never written over.

    Exit status: 0 the rule loads and meets its examples, 1 something is still open, 2 nothing was written.
    """
    from legalcheck.authoring import parsed, rule_path, rule_text, still_open  # noqa: PLC0415
    from legalcheck.rulebook.opening import open_rulebook  # noqa: PLC0415

    book = open_rulebook(rules_folder)
    _spare_packages(book.folder)
    given = {name: said[f"said_{name}"] for name in _ASKED}
    answers = parsed({name: words if name in _REPEATED else [words] for name, words in given.items() if words}, book)
    if _in_a_terminal():
        _ask(answers, book)
    missing = still_open(answers)
    if missing:
        options = ", ".join(f"--{name}" for name in missing)
        raise InputError(f"still open: {options}; say so, or answer in a terminal; nothing was written")
    path = rule_path(answers, book)
    _write_new(path, rule_text(answers, book))
    click.echo(f"{path}: written")
    sys.exit(_tried(rules_folder, answers["id"][0]))


def _in_a_terminal() -> bool:
    return sys.stdin.isatty()


def _tried(rules_folder: Path | None, name: str) -> int:
    """Load the rulebook with the new rule in it, and try that; return the exit status."""
    from legalcheck.rulebook.opening import open_rulebook  # noqa: PLC0415

    try:
        book = open_rulebook(rules_folder)
    except InputError as error:
        complain(error.problems)
        click.echo("Still open: the above; then try it with 'legalcheck test'.")
        return FOUND
    return OK if try_rules([book.rules[name]], book) else FOUND


def _ask(answers: dict[str, list[Any]], book: "Rulebook") -> None:
    """Ask what is not answered yet, in order; an empty line ends a list."""
    from legalcheck.authoring import QUESTIONS  # noqa: PLC0415

    for question in QUESTIONS:
        if question.name in answers:
            continue
        found: list[Any] = answers.setdefault(question.name, [])
        repeated = question.name in _REPEATED
        while repeated or not found:
            enough = len(found) >= question.least(answers)
            said = _answer(question, book, optional=enough)
            if said is None:
                break
            found.append(said[0])


def _answer(question: "Question", book: "Rulebook", *, optional: bool) -> list[Any] | None:
    """Ask until an answer can be used; None for an empty one, where that is allowed."""
    while True:
        prompt = f"{_ASKED[question.name]}{' (empty: no more)' if optional else ''}"
        said = click.prompt(prompt, default="" if optional else None, show_default=False).strip()
        if optional and not said:
            return None
        try:
            return [question.parse(said, book)]
        except InputError as error:
            complain(error.problems)


def _spare_packages(folder: Path) -> None:
    """Refuse to write into an installed package, whose files are replaced with the next version."""
    import sysconfig  # noqa: PLC0415

    if folder.is_relative_to(sysconfig.get_path("purelib")):
        raise InputError(f"{folder}: belongs to an installed package; copy it and give the copy with --rules DIR")


def _write_new(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            try:
                file.write(text)
                file.flush()
            except BaseException:  # a full disk, Ctrl-C: no half of a rule is left
                path.unlink()
                raise
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}; choose another topic or id") from error


@click.command()
@click.argument("names", metavar="RULE...", nargs=-1, required=True, shell_complete=rule_ids)
@rules_option
def test(names: tuple[str, ...], rules_folder: Path | None) -> None:
    """Try rules on their own examples and show where they part: - what was expected, + what came.

    RULE is an id, a pattern such as 'ua-elections-*', or the file of a rule.

    Exit status: 0 all examples are met, 1 some are not, 2 a rule or the rulebook cannot be used.
    """
    from legalcheck.rulebook.opening import open_rulebook  # noqa: PLC0415

    book = open_rulebook(rules_folder)
    sys.exit(OK if try_rules(_chosen(names, book), book) else FOUND)


def try_rules(rules: "list[Rule | PlanRule]", book: "Rulebook") -> bool:
    """Print how rules fare on their examples; return whether all are met."""
    from legalcheck.report.trials import trial_lines  # noqa: PLC0415
    from legalcheck.trying import Trials  # noqa: PLC0415

    trials, met = Trials(book), True
    for rule in rules:
        tried = list(trials.of(rule))
        met &= all(trial.met for trial in tried)
        for line in trial_lines(rule.id, tried):
            sign = line.strip()[:1] if colour_wanted(None) else ""
            click.echo(click.style(line, fg=_SIGNS[sign]) if sign in _SIGNS else line)
    return met


def _chosen(names: tuple[str, ...], book: "Rulebook") -> "list[Rule | PlanRule]":
    """Return the rules that ids, patterns or files name, each once, in the order of the rulebook."""
    from fnmatch import filter as matching  # noqa: PLC0415

    own: tuple[Rule | PlanRule, ...] = (*book.own_rules, *book.plan_rules.values())
    rules = {rule.id: rule for rule in own}
    found: set[str] = set()
    for name in names:
        path = Path(name)
        filed = path.suffix == ".yaml" and path.stem in rules
        if filed and path.resolve() == Path(book.documents[path.stem].path).resolve():
            found.add(path.stem)
        elif name_found := matching(rules, name):
            found.update(name_found)
        else:
            raise InputError(f"no rule of {book.folder} is called '{name}'; 'legalcheck rules' lists them")
    return [rule for name, rule in rules.items() if name in found]
