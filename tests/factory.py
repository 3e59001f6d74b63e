"""A small rulebook of an invented world, written to a folder, so that tests do not move with the law.

Northland holds title to Valley, which Southland took by force in 2020, and to Hills, which it still holds. Eastland
looks on, the League takes members. Three forums: ``home``, ``world`` (roles only) and ``others``.
"""

import re
from dataclasses import dataclass
from pathlib import Path

DAY = "2026-01-15"

FILES: dict[str, str] = {}

FILES["rulebook.yaml"] = """\
version: "7"
title: A small world
reviewed: 2026-01-01
home: northland
forums:
  home: {title: Home, about: "law of Northland"}
  world: {title: World, about: "law between states", roles_only: true}
  others: {title: Others, about: "what others decide"}
"""

FILES["vocabulary.yaml"] = """\
measures:
  give_land: a state gives up title
  recognise_rule: a state accepts a rule over land
  hold_vote: a national vote is held
  join_league: a state joins the League
  leave_league: a state gives up the League
  pay: a state pays
  talk: states talk
equivalent:
  - [{kind: join_league, polarity: negated}, {kind: leave_league, polarity: affirmed}]
values:
  party: [northland, southland, eastland, league, everyone, rebels, unknown]
  mode: [de_jure, de_facto, control_only, unspecified]
  polarity: [affirmed, negated]
  force: [obligation, permission, declaration, aim, report]
  condition: [none, condition, consequence_of_breach, revocation]
  instrument: [treaty, statute, unspecified]
territories:
  - valley
  - hills
  - plain
"""

FILES["attributes.yaml"] = """\
kind:             {of: clause, values: measures}
polarity:         {of: clause, values: polarity, default: [affirmed]}
force:            {of: clause, values: force, default: [obligation, permission, declaration, aim]}
condition:        {of: clause, values: condition, default: [none, condition, consequence_of_breach]}
mode:             {of: clause, values: mode}
instrument:       {of: clause, values: instrument}
about:            {of: clause, values: about}
performer:        {of: clause, values: parties}
beneficiary:      {of: clause, values: parties}
organisation:     {of: clause, values: parties}
territory:        {of: clause, values: territories}
who_must_act:     {of: gate, values: [parliament, people, other_state, organisation, unspecified]}
reversible_by:    {of: gate, values: [same_body, nobody, unspecified]}
time_bound:       {of: clause, values: ["yes", "no", unspecified]}
third_party_review: {of: clause, values: [none, political_council, court, foreign_head_of_state, unspecified]}
performer_role:   {of: role, values: [title_holder, taker_by_force, third_state, organisation, unspecified]}
beneficiary_role: {of: role, values: [title_holder, taker_by_force, third_state, organisation, unspecified]}
territory_status: {of: role, values: [taken, held, undisputed, unspecified]}
"""

FILES["characterisations.yaml"] = """\
national-vote: a vote of the whole nation
gain-by-force: a gain that was made by force
"""

FILES["context/parties.yaml"] = """\
northland: {type: state}
southland: {type: state}
eastland:  {type: state}
league:    {type: organisation}
everyone:  {members: [northland, southland, eastland]}
rebels:    {type: state, acts_for: southland}
unknown:   {type: unknown}
"""

FILES["context/kinds.yaml"] = """\
give_land: {performer: northland}
recognise_rule: {performer: everyone}
pay: {performer: open, candidates: [northland, eastland]}
"""

FILES["context/gates.yaml"] = """\
others:
  state:        {who_must_act: other_state, reversible_by: same_body}
  organisation: {who_must_act: organisation, reversible_by: same_body}
kinds:
  hold_vote: {who_must_act: parliament, reversible_by: same_body}
  give_land: {who_must_act: people, reversible_by: nobody}
"""

FILES["context/facts.yaml"] = """\
emergency:
  ask: Is there a state of emergency in Northland?
  values: ["yes", "no"]
  spans:
    - {from: 2025-01-01, to: 2026-01-31, value: "yes", sources: [N-LAW-1]}
    - {from: 2026-02-01, to: 2026-02-28, value: "no", sources: [N-LAW-1]}
harvest:
  ask: Was the harvest good?
  values: ["yes", "no"]
"""

FILES["context/territories.yaml"] = """\
valley:
  title_holder: northland
  taken:
    - {by: southland, from: 2020-03-01, to: null, extent: whole, sources: [W-CHARTER-1]}
hills:
  title_holder: northland
  taken: []
plain:
  title_holder: null
  taken: []
"""

FILES["context/conflicts.yaml"] = """\
- title_holder: northland
  taker: southland
  spans:
    - {from: 2020-03-01, to: null, sources: [W-CHARTER-1]}
"""

FILES["phrases/en.yaml"] = """\
names: {northland: Northland, southland: Southland, eastland: Eastland, league: the League, valley: Valley}
unsaid:
  performer: the performer
  beneficiary: the beneficiary
  territory: the area
  organisation: the organisation
  about: its subject
  number: the number stated
  deadline: the time stated
  mode: in a sense not stated
  instrument: an act not named
kinds: {recognise_rule: accept a rule, talk: talk}
values: {title_holder: the title-holder, taker_by_force: the taker, taken: taken by force}
leaves:
  kind: "the clause would {value}"
  performer: "done by {value}"
  performer_role: "{party} is {value}"
  beneficiary_role: "{party} is {value}"
  territory_status: "{area}: {value}"
origins: {convention: the clause names nobody, assumption: assumed, unknown: not known}
facts: {emergency: emergency in Northland}
report:
  alt_title: "Alternatives ({doctrine}): no barrier at or above {level}"
  alt_number: Alternative
  alt_price: price
  alt_change: Change
  alt_step: First
  alt_trade_off: Gives up
  alt_satisfies: Satisfies
  alt_remains: Remains
  alt_unworded: (no wording)
  alt_unread: Nothing was read for certain.
  alt_guessed: Nominated readings are left out.
  alt_passes: "No barrier at or above {level} stands."
  alt_none: "Up to {most} changes and steps do not lift: {rules}."
  alt_none_together: "Up to {most} changes and steps do not lift all of: {rules}."
  alt_limits: Not said to be wise.
  and: and
  clause: clause
  clauses: clauses
  no_clause: no clause for
  ask_performer: Who is to do this? The clause does not say.
  ask_reading: Does the clause say this?
  head_clause: Clause
  head_text: Text
  page: p.
  set_apart: Set apart and not judged
  preamble: preamble
  letter: letter
  quoted: quoted mail
  attachment: not read
  signature: signatures
  across: Across clauses
  judged: Judged by the law of {date}.
  facts: Facts
  understood: Understood
  nominated: Nominated, please confirm
  ruled_out: not to
  by: by
  for: for
  in: in
  with: with
  about: about
  number: number
  time: time
  silent: Not understood; no measure was read. That is no sign that the clause is lawful.
  no_text: (no text; confirmed measures only)
  may_apply: "May apply as well, and make it {verdict}:"
  may_be: may be
  sources: Sources
  partly: verified in part
  unverified: not verified
  if_confirmed: "If the nominated reading is right, this applies ({verdict}):"
  position: Position
  route: Route
  condition: condition
  needed: Still needed
  not_acted_on: Not acted on
  summary: Summary
  count: "Clauses: {number} ({verdicts})."
  unchecked: "Clauses {first} to {last}: the engine broke off ({cause}); {number} matters were judged once."
  accepted: "Accepted: {because}"
  accepted_until: "Accepted until {until}: {because}"
  known: Known
  stale_expired: "Expired: {rule}, {until} ({because})"
  stale_none: "Stale: {rule} ({because})"
  accepted_count: "{number} accepted."
  doctrine: "Disputed law: {doctrine}."
  route_head: "Earliest lawful days from {start}, with every finding cleared that is at least '{level}'."
  route_open: no day told
  route_no_steps: No step is needed.
  route_term: term
  route_by: by
  route_reaches: comes with
  route_after: after
  route_clauses: Earliest lawful day of each clause
  route_reworded: with other words
  route_blocked: no lawful day
  route_wait: "at least {days} days after {event}"
  route_wait_one: "once {event} has come"
  route_floor: "not before {day}"
  route_impasse: Impasse
  route_unrouted: "Asked for as well, by rules that show no steps: {rules}."
  route_possible: "May apply as well, and is not counted: {rules}."
  route_limits: "A step takes no time here unless a source sets a term."
  impasse_bare: "{title}; no lawful step leads there"
  impasse_barred: "{step} needs {needs}, which is barred: {titles}"
  impasse_unreached: "{step} needs {needs}, to which no step leads"
  impasse_circle: "the steps wait for each other: {steps}"
  due_kept: can be kept
  due_missed: "cannot be kept; days short at least: {days}"
  due_open: hangs on an event
  due_never: no lawful step leads there
  due_not_counted: cannot be counted in days
  due_if: "kept only if it comes by {day}: {event}"
  spared_other_way: "Other ways, not taken here:"
  spared_at_need: "Only where their words apply:"
  footer: "Rulebook {version} ({digest}), law of {date}. No legal advice."
  what_if: What if
  now: now
  from_to: The law of {before}, then that of {after}.
  gone: gone
  added: added
  changed: changed
  possibly: Possibly
  nothing_changes: Nothing changes.
  change_count: "{number} of {all} clauses change."
  whole: Whole plan
  ask_keys: a number or the answer; s skip, u undo, q stop
  ask_invalid: "'{said}' is no answer to this question."
  ask_nothing: There is nothing to undo.
  ask_before: as answered before
  ask_leads: leads to
  ask_stopped: Stopped; judged by what is known.
  ask_done: Nothing more is needed (u undo, Enter goes on).
  no_exception: exception not made out
  exception: exception
  route_gone: "its route has been gone to the end, so the rule asks for nothing more"
  applies_certain: applies
  applies_possible: may apply
  applies_no: does not apply
  not_law: It is no law on this day; it is in force
  from: from
  to: to
  in_the_way: In the way
  all_conditions: "Conditions, + met, - in the way"
  asked: asked
  any_but: anything but
  not_reached: not reached
  or: or
  others: others
  would_apply: To apply, it would at the least take one of these
  never_applies: "Nothing that the clause could say, and no fact, would make it apply on this day"
  too_far: It is too far from this clause to say what would make it apply
  as_clause: as a clause
  derivation: Why it applies
  within_one: "Not hit, but within one condition"
  none_near: No other rule is within one condition
  confirmed: the reading is confirmed
diff:
  title: Difference of drafts
  old: Old
  new: New
  whole: As a whole
  marks: "+ only in the new draft, - only in the old one, ~ in both but otherwise."
  unchanged: The same measures, barriers and verdicts
  none: Nothing changed but numbers and places.
  clauses: What became of the clauses
  clause_words: "Clauses: {counts}."
  new_barriers: New barriers
  cleared_barriers: Cleared barriers
  moved_barriers: Barriers that other clauses meet now
  gives: "{parties} gives"
  give: "{parties} give"
  others_give: Others give
  not_said_give: Not said who gives
  same: the same
  reworded: reworded
  changed: changed
  split: split
  merged: merged
  added: added
  removed: removed
  performer: who acts
  beneficiary: for whom
  territory: where
  organisation: which body
  polarity: done or ruled out
  force: force
  condition: condition
  mode: in what sense
  instrument: by which act
  about: about
  number: number
  time_bound: for a time only
  third_party_review: reviewed by
  waits_for: waits for
  leaves_out: leaves out
  within_days: time in days
  deadline: time
  status: how sure the reading is
  days: "{number} days"
page:
  title: Plans judged
  alone: A clause, judged
  plan: Plan
  plans: Plans
  skip: Skip to the report
  contents: Contents
  verdict: Verdict
  may_be: May become
  may_become: What is still open could make it
  heat: Clauses by forum
  heat_caption: The verdict on each clause in each forum, and what it may become.
  legend: What the words mean
  questions: Questions still open
  no_questions: No open question could change a verdict.
  if: if
  depends: depends on other answers too
  across: Findings across clauses
  clauses: Clauses
  finding: Finding
  derivation: Why this applies
  picture: The same as a picture
  context: Introduced by
  assumptions: Facts and assumptions used
  contested: Where jurists differ
  gravest: Gravest findings
  calendar: Calendar of lawful steps
  calendar_picture: Calendar as a picture, repeated as a list below
  calendar_caption: A bar runs from the first day to the last.
  steps: Steps in order
  earliest: Earliest lawful day
  due: Time that the clause sets
  in_force: In force
  barred: what barred means
  closed: what closed means
  amendment: what amendment means
  approval: what approval means
  consent: what consent means
  unsecured: what unsecured means
  notice: what notice means
  clear: what clear means
  not_understood: what not understood means
memo:
  heading: Memorandum
  subject: Subject
  document: Document
  law_of: Law of
  rulebook: Rulebook
  given: Taken as given
  clause_alone: A single clause
  question: Question
  question_plan: "Which barriers do the clauses of “{title}” meet, and by which lawful route could they pass?"
  question_clause: "Which legal barriers does this clause meet, and by which lawful route could it pass?"
  answer: Short answer
  answer_verdict: As the text stands
  answer_levels: "By gravity:"
  answer_gravest: "Gravest findings:"
  answer_open: "What is still open may come on top and take it as far as"
  findings: Findings by gravity
  findings_none: No encoded barrier was hit.
  words: The words
  quoted: "“{words}”"
  assessment: Law and standing
  possible: What may apply as well
  possible_intro: These hold only if a reading or a fact turns out so.
  finding: Finding
  level: Level
  positions: Where jurists differ
  positions_intro: After each view stands the level that the finding would have under it, and its sources.
  positions_none: Jurists do not differ on any of these findings.
  routes: Lawful routes
  routes_none: No finding asks for a step.
  no_route: "No lawful route under the law in force:"
  for_findings: To clear
  sources: Table of sources
  source_number: "No."
  source: Source
  place: Place
  state: Checked
  read_yes: against the text
  read_partly: in part
  read_no: not yet
  reservations: Reservations
  reserve_clear: "'{clear}' means that no encoded rule was hit. It does not mean that the clause is lawful."
  reserve_unread: "Not understood, so nothing is said of them: {clauses}."
  reserve_guessed: "Readings that are nominated only and want a person's word, in: {clauses}."
  reserve_sources: "Sources not yet checked in full against the official text: {numbers}."
  reserve_forums: "Each body of law is judged by itself; no verdict of one is a verdict of another."
  reserve_advice: This memorandum is drawn up from a rulebook by a program and is no legal advice.
  annex: Clauses and verdicts
  page: Page {page} of {pages}
"""

FILES["sources/law.yaml"] = """\
instrument: {en: "Law of Northland"}
short: {en: "Law"}
rank: statute
url: https://example.org/law
sources:
  - id: N-LAW-1
    pinpoint: Art 1
    gist: A nation votes when parliament says so.
    in_force: {from: 2000-01-01, to: null}
    strength: route
    verified: "yes"
  - id: N-LAW-2
    pinpoint: Art 2
    gist: The League is in the constitution.
    in_force: {from: 2000-01-01, to: null}
    strength: route
    verified: partly
    caveats: The text was seen in translation only.
  - id: N-RUMOUR
    pinpoint: Art 99
    gist: Somebody remembers it so.
    in_force: {from: 2000-01-01, to: null}
    strength: none
    verified: no-from-memory
"""

FILES["sources/charter.yaml"] = """\
instrument: {en: "Charter of the World"}
short: {en: "Charter"}
rank: treaty
sources:
  - id: W-CHARTER-1
    pinpoint: Art 1
    gist: No gain by force is accepted.
    in_force: {from: 1950-01-01, to: null}
    strength: absolute bar
    verified: "yes"
"""

FILES["proof/silences.yaml"] = """\
- forum: home
  kinds: [give_land, recognise_rule, join_league, pay, talk]
  why: Northland leaves them to its government.
- forum: world
  kinds: [give_land, hold_vote, join_league, leave_league, pay, talk]
  why: No state need ask another.
- forum: others
  kinds: [give_land, recognise_rule, hold_vote, join_league, leave_league, talk]
  why: None of them is theirs to decide.
"""

FILES["home/votes/home-vote-is-national.yaml"] = """\
id: home-vote-is-national
title: A vote held by Northland is a national vote
forum: home
in_force: {from: 2000-01-01, to: null}
standing: settled
sources: [N-LAW-1]
when:
  kind: hold_vote
  performer: northland
then: {characterise: national-vote}
message: "{performer} would hold a national vote."
why: The law knows one kind of national vote.
examples:
  hits:
    - matter: {kind: hold_vote, performer: northland}
  misses:
    - matter: {kind: hold_vote, performer: eastland}
      why: another state's vote
"""

FILES["home/votes/home-vote-needs-law.yaml"] = """\
id: home-vote-needs-law
title: A national vote needs a law
forum: home
in_force: {from: 2000-01-01, to: null}
standing: settled
sources: [N-LAW-1]
when:
  is: national-vote
then: {level: approval}
message: "{performer} would hold a vote, which parliament must call."
why: Only parliament calls it.
route:
  - {act: call the vote, body: Parliament, majority: half of all members, sources: [N-LAW-1]}
examples:
  hits:
    - matter: {kind: hold_vote, performer: northland}
    - text: "Northland shall hold a vote."
  misses:
    - matter: {kind: talk, performer: northland}
"""

FILES["home/votes/home-vote-closed.yaml"] = """\
id: home-vote-closed
title: No national vote in an emergency
forum: home
in_force: {from: 2000-01-01, to: null}
standing: settled
sources: [N-LAW-1]
when:
  emergency: "yes"
  is: national-vote
then: {level: closed}
message: "No vote can be held while the emergency lasts."
why: Votes wait.
examples:
  hits:
    - matter: {kind: hold_vote, performer: northland, emergency: "yes"}
    - text: "Northland shall hold a vote."
  misses:
    - matter: {kind: hold_vote, performer: northland, emergency: "no"}
"""

FILES["home/league/home-league-course.yaml"] = """\
id: home-league-course
title: The League stands in the constitution
forum: home
in_force: {from: 2010-06-01, to: null}
standing: prevailing
sources: [N-LAW-2]
when:
  kind: leave_league
  performer: northland
unless:
  - label: for-a-time-only
    why: A pause leaves the course as it is.
    when: {condition: condition}
then: {level: amendment}
message: "{performer} would give up {organisation}."
why: The constitution names the League.
route:
  - {act: amend the constitution, body: Parliament, majority: two thirds, condition: no emergency, sources: [N-LAW-2]}
  - {act: sign, body: President}
examples:
  hits:
    - matter: {kind: leave_league, performer: northland}
    - text: "Northland will leave the League."
  misses:
    - matter: {kind: join_league, performer: northland}
    - matter: {kind: leave_league, performer: northland, condition: [condition, revocation]}
"""

FILES["world/land/world-gain-by-force.yaml"] = """\
id: world-gain-by-force
title: Land taken by force is a gain by force
forum: world
in_force: {from: 1950-01-01, to: null}
standing: settled
sources: [W-CHARTER-1]
when:
  kind: [recognise_rule, give_land]
  beneficiary_role: taker_by_force
  territory_status: taken
then: {characterise: gain-by-force}
message: "{beneficiary} would gain {territory} by force."
why: Force gives no title.
examples:
  hits:
    - matter: {kind: [recognise_rule, give_land], beneficiary: southland, territory: valley}
  misses:
    - matter: {kind: give_land, beneficiary: northland, territory: valley}
"""

FILES["world/land/world-no-recognition.yaml"] = """\
id: world-no-recognition
title: No state accepts a gain by force
forum: world
in_force: {from: 1950-01-01, to: null}
standing: settled
sources: [W-CHARTER-1]
when:
  kind: recognise_rule
  performer_role: {not: [taker_by_force, unspecified]}
  is: gain-by-force
then: {level: barred}
message: "{performer} would accept what {beneficiary} took in {territory}."
why: Every state must refuse.
examples:
  hits:
    - matter: {kind: recognise_rule, performer: eastland, beneficiary: southland, territory: valley}
    - text: "Eastland accepts that Valley is Southland's."
  misses:
    - matter: {kind: recognise_rule, performer: eastland, beneficiary: northland, territory: valley}
    - matter: {kind: recognise_rule, performer: southland, beneficiary: southland, territory: valley}
"""

FILES["others/money/others-pay.yaml"] = """\
id: others-pay
title: Eastland pays only as its own parliament decides
forum: others
in_force: {from: 2000-01-01, to: null}
standing: contested
sources: [N-RUMOUR, N-LAW-1]
when:
  kind: pay
  performer: eastland
then: {level: consent}
message: "{performer} would pay {number}."
why: The clause binds no parliament.
positions:
  - {view: Parliament decides., held_by: most writers, year: 2025, level: consent, sources: [N-LAW-1]}
  - {view: The government may promise., held_by: some writers, level: clear}
examples:
  hits:
    - matter: {kind: pay, performer: eastland}
    - text: "Eastland will pay."
  misses:
    - matter: {kind: pay, performer: northland}
todo: ["what a guarantee comes to"]
"""

FILES["plan/plan-leave-for-money.yaml"] = """\
id: plan-leave-for-money
title: No leaving of the League for money without a vote
forum: home
in_force: {from: 2000-01-01, to: null}
standing: settled
sources: [N-LAW-1]
find:
  leaving: {kind: leave_league, performer: northland}
  paying: {kind: pay, performer: eastland}
without:
  voting: {kind: hold_vote, performer: northland}
when: {emergency: "yes"}
then: {level: closed}
message: "{leaving} is bought by {paying}, and nobody is asked."
why: What is bought must be voted on.
examples:
  hits:
    - matters: [{kind: leave_league, performer: northland}, {kind: pay, performer: eastland}]
    - texts: ["Northland will leave the League.", "Eastland will pay."]
  misses:
    - matters: [{kind: leave_league, performer: northland}, {kind: pay, performer: northland}]
    - matters:
        - {kind: leave_league, performer: northland}
        - {kind: pay, performer: eastland}
        - {kind: hold_vote, performer: northland}
    - matters: [{kind: leave_league, performer: northland}, {kind: pay, performer: eastland}]
      facts: {emergency: "no"}
"""


@dataclass(frozen=True)
class Folder:
    """A folder of rules that a test may change."""

    path: Path

    def text(self, name: str) -> str:
        """Return one file as it stands."""
        return (self.path / name).read_text(encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        """Write one file, with its folders."""
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode("utf-8"))

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace the first ``old`` in a file; it must be there."""
        text = self.text(name)
        assert old in text, f"{name} does not hold {old!r}"
        self.write(name, text.replace(old, new, 1))

    def place(self, name: str, words: str) -> str:
        """Return ``path:line:column`` of the first ``words`` in a file."""
        text = self.text(name)
        at = text.index(words)
        line = text.count("\n", 0, at) + 1
        return f"{self.path / name}:{line}:{at - text.rfind(chr(10), 0, at)}"


def write_rulebook(folder: Path) -> Folder:
    """Write the small world into ``folder``."""
    made = Folder(folder)
    for name, text in FILES.items():
        made.write(name, text)
    return made


RULE_FILES = tuple(name for name in FILES if re.match("(home|world|others)/", name))
