"""Plans of the small world."""

import re
from pathlib import Path

from legalcheck.model.measure import Evidence, Measure
from legalcheck.model.plan import Clause, Plan, ReadingNote, digest_of

SMALL = """\
title: A small plan
date: 2026-01-10
source: nowhere
clauses:
  - number: "1"
    text: Northland will leave the League.
    measures:
      - kind: leave_league
        performer: northland
        organisation: league
        evidence: [{role: kind, start: 15, end: 31, text: leave the League}]
  - {number: "2", text: "Northland shall hold a vote in 100 days.", measures: [{kind: hold_vote, performer: northland}]}
  - {number: "3", text: "A sum is paid.", measures: [{kind: pay, number: 1000000}]}
  - {number: "4", text: "The states will:", measures: []}
  - {number: "4a", context: "The states will:", text: "talk.", measures: [{kind: talk, performer: everyone}]}
  - number: "5"
    text: Everyone accepts that Valley is Southland's.
    measures:
      - {kind: recognise_rule, performer: everyone, beneficiary: southland, territory: valley, mode: de_jure}
"""

LINES = """\
{"number": "1", "measures": [{"kind": "leave_league", "performer": ["northland"]}]}
{"number": "2", "measures": [{"kind": "talk"}]}
"""


def plan_of(folder: Path, *measures: str, name: str = "plan.yaml", head: str = "") -> Path:
    """Write a plan with one clause for each measure, given in YAML, and return its path."""
    clauses = "".join(f"  - {{number: {at}, measures: [{measure}]}}\n" for at, measure in enumerate(measures, 1))
    path = folder / name
    path.write_text(f"{head}clauses:\n{clauses}", encoding="utf-8")
    return path


LEAVE = "{kind: leave_league, performer: northland}"
VOTE = "{kind: hold_vote, performer: northland}"
PAY = "{kind: pay}"
EASTLAND_PAYS = "{kind: pay, performer: eastland}"
TALK = "{kind: talk}"
RECOGNISE = "{kind: recognise_rule, performer: eastland, beneficiary: southland, territory: valley}"
NOMINATED = "{kind: leave_league, performer: northland, status: possible}"


def measure(text: str, words: dict[str, str], **parts: object) -> Measure:
    """Return a measure that rests on words of a text: for each role a word, or several parted by a stroke."""
    evidence = tuple(
        Evidence(role=role, start=found.start(), end=found.end(), text=found.group())
        for role, said in words.items()
        for word in said.split("|")
        for found in re.finditer(re.escape(word), text)
    )
    return Measure.model_validate({"status": "asserted", "evidence": evidence, **parts})


def clause(number: str, text: str, *measures: Measure, **parts: object) -> Clause:
    """Return a clause as it stands once it is read; its measures are named in order."""
    named = tuple(one.model_copy(update={"id": f"m{at}"}) for at, one in enumerate(measures, 1))
    read_of = digest_of(text, str(parts.get("context", "")))
    return Clause.model_validate(
        {"number": number, "text": text, "language": "en", "measures": named, "read_of": read_of, **parts}
    )


VOTE_TEXT = "Northland shall hold a vote in 100 days."
LONG_TEXT = (
    "Northland and Southland will not, unless the League and Eastland agree in writing beforehand, leave the League or "
    "hold a vote on leaving it, and Eastland may pay. Whatever was promised before counts as settled."
)
WIDE_TEXT = "\u0423\u043a\u0440\u0430\u0438\u0306\u043d\u0430 \u6f22\u5b57 Eastland cafe\u0301 will pay."
READ = Plan(
    title="A plan that was read",
    clauses=(
        clause(
            "1",
            VOTE_TEXT,
            measure(
                VOTE_TEXT,
                {"kind": "vote", "performer": "Northland", "force": "shall", "deadline": "in 100 days"},
                kind="hold_vote",
                performer=("northland",),
                deadline="in 100 days",
                within_days=100,
            ),
        ),
        clause(
            "2",
            LONG_TEXT,
            measure(
                LONG_TEXT,
                {"kind": "leave", "performer": "Northland|Southland", "polarity": "not", "condition": "unless"},
                kind="leave_league",
                performer=("northland", "southland"),
                organisation=("league",),
                polarity="negated",
                condition="condition",
            ),
            measure(LONG_TEXT, {"kind": "hold a vote on leaving it", "polarity": "not"}, kind="hold_vote"),
            measure(LONG_TEXT, {"kind": "pay", "force": "may"}, kind="pay", status="possible"),
            measure(
                LONG_TEXT, {"kind": "agree in writing beforehand, leave the League"}, kind="talk", status="confirmed"
            ),
            context="The states agree that:",
            reasons={"m3": "it is only said to be possible"},
            refused=(Measure(kind="give_land", status="possible"),),
        ),
        clause("3", WIDE_TEXT, measure(WIDE_TEXT, {"kind": "pay", "performer": "Eastland"}, kind="pay")),
        clause("4", "The states will:"),
        clause("4a", "\u0422\u0430\u043a.", language="uk", context="The states will:"),
        clause(
            "5",
            "It is said to rain.",
            notes=(ReadingNote(start=3, end=13, text="is said to", message="hearsay"),),
        ),
        Clause(number="6", text="Eastland talks.", measures=(Measure(kind="talk", status="confirmed"),)),
        Clause(number="7", text="It rains.", measures=()),
        Clause(number="8", measures=(Measure(kind="talk", status="confirmed"),)),
    ),
)
"""A plan that was read, with every case that showing it has to look right in."""
