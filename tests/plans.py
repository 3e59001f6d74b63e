"""Plans of the small world."""

from pathlib import Path

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
