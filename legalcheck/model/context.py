"""The dated context as records: parties, territories, conflicts, facts and the conventions of reading."""

from collections.abc import Mapping, Sequence

from pydantic import Field

from legalcheck.model.base import Record
from legalcheck.model.rule import InForce, Words

CASES = ("nom", "gen", "dat", "acc", "ins", "loc")
"""Names of grammatical cases; the first stands where no other is asked for."""


_NAMED = frozenset(("performer", "beneficiary", "organisation", "territory"))
REPORT_WORDS: frozenset[str] = frozenset(
    """
    and clause clauses no_clause ask_performer ask_reading head_clause head_text across judged
    page set_apart preamble signature letter quoted attachment facts understood nominated ruled_out by for in with about
    number time silent no_text may_apply may_be sources partly unverified if_confirmed position route
    condition needed not_acted_on summary count unchecked footer
    route_head route_open route_no_steps route_term route_by route_after route_reaches route_wait_one route_floor
    route_clauses route_reworded route_blocked route_wait route_impasse route_possible route_unrouted
    route_limits impasse_bare impasse_barred impasse_unreached impasse_circle due_kept
    due_missed due_open due_never due_not_counted due_if spared_other_way
    spared_at_need
    what_if now from_to gone added changed possibly nothing_changes change_count whole ask_keys ask_invalid ask_nothing
    ask_before ask_leads ask_stopped ask_done
    alt_title alt_number alt_price alt_change alt_step alt_trade_off alt_satisfies alt_remains alt_unworded
    alt_unread alt_guessed alt_passes alt_none alt_none_together alt_limits
    no_exception exception route_gone applies_certain applies_possible applies_no not_law from to in_the_way
    all_conditions asked any_but not_reached or others would_apply never_applies too_far as_clause within_one
    none_near confirmed derivation
    accepted accepted_until known stale_expired stale_none accepted_count doctrine
    """.split()
)
"""Fixed words that reports and questions need in every language."""
DIFF_WORDS: frozenset[str] = frozenset(
    """
    title old new whole marks unchanged none clauses clause_words new_barriers cleared_barriers moved_barriers
    gives give others_give not_said_give same reworded changed split merged added removed
    performer beneficiary territory organisation polarity force condition mode instrument about number time_bound
    third_party_review waits_for leaves_out within_days deadline status days
    """.split()
)
"""Fixed words that the report on two drafts needs in every language."""
PAGE_WORDS: frozenset[str] = frozenset(
    """
    title alone plan plans skip contents verdict may_be may_become heat heat_caption legend questions no_questions if
    depends across clauses finding derivation picture context assumptions contested gravest calendar calendar_picture
    calendar_caption steps earliest due in_force
    barred closed amendment approval consent unsecured notice clear not_understood
    """.split()
)
"""Fixed words that the report as a page needs in every language, and what each verdict means."""
MEMO_WORDS: frozenset[str] = frozenset(
    """
    heading subject document law_of rulebook given clause_alone question question_plan question_clause answer
    answer_verdict answer_levels answer_gravest answer_open findings findings_none words quoted assessment
    possible possible_intro finding level positions positions_intro positions_none routes routes_none no_route
    for_findings sources source_number source place state read_yes read_partly read_no reservations
    reserve_clear reserve_unread reserve_guessed reserve_sources reserve_forums reserve_advice annex page
    """.split()
)
"""Fixed words that the memorandum needs in every language."""


class Forum(Record):
    """A body of law for which a verdict is given of its own."""

    title: Words = Field(description="Name of the forum.")
    about: Words = Field(description="What it covers.")
    roles_only: bool = Field(
        default=False, description="True if its rules may name roles only, no party and no territory."
    )


class Party(Record):
    """What a party of the vocabulary is."""

    type: str | None = Field(
        default=None, pattern="^(state|organisation|unknown)$", description="State, organisation or unknown."
    )
    members: tuple[str, ...] = Field(default=(), description="Whom a collective name stands for.")
    acts_for: str | None = Field(default=None, description="State whose part this party takes.")


class Convention(Record):
    """How a measure of one kind is read when the clause names no performer."""

    performer: str = Field(description="Party that silence stands for, or open.")
    candidates: tuple[str, ...] = Field(default=(), description="If open: who may be meant.")


class Gate(Record):
    """Who has to act and who could undo it."""

    who_must_act: str = Field(default="unspecified", description="Body that has to act.")
    reversible_by: str = Field(default="unspecified", description="Body that could undo it.")


class Gates(Record):
    """Gates by kind of act for the home state, and for the acts of others by type of party."""

    others: dict[str, Gate] = Field(description="By type of party: state or organisation.")
    kinds: dict[str, Gate] = Field(description="By measure kind, for acts of the home state.")


class TimedValue(InForce):
    """A value that a fact has over a span of days."""

    value: str = Field(description="Value of the fact.")
    sources: tuple[str, ...] = Field(default=(), description="Sources for it.")
    note: str | None = Field(default=None, description="What a careful reader should know.")


class Fact(Record):
    """A fact of the world that rules ask about."""

    ask: Words = Field(description="The question that settles it.")
    values: tuple[str, ...] = Field(min_length=2, description="Values that it may have.")
    spans: tuple[TimedValue, ...] = Field(default=(), description="Its known values over time; unknown outside them.")

    def on(self, day: str) -> TimedValue | None:
        """Return what is known for the ISO date ``day``, or None."""
        return next((span for span in self.spans if span.covers(day)), None)


class Milestone(Fact):
    """An act that lawful routes come by; whatever a plan proposes, none of it is done when the plan is judged.

    The first value says that it is still to be done, and holds on every day unless a user assumes otherwise.
    """

    does: dict[str, str] = Field(
        default_factory=dict, description="The act as a matter that can itself be judged; empty if it is none."
    )

    def on(self, day: str) -> TimedValue:
        """Return that it is still to be done."""
        return TimedValue(value=self.values[0])


class Taking(InForce):
    """A state holds or claims a territory by force over a span of days."""

    by: str = Field(description="The state that took it.")
    extent: str = Field(default="whole", pattern="^(whole|part)$", description="Whether all of it or a part was taken.")
    sources: tuple[str, ...] = Field(default=(), description="Sources for it.")
    note: str | None = Field(default=None, description="What a careful reader should know.")


class Territory(Record):
    """Whose a territory is, and who took it by force."""

    title_holder: str | None = Field(default=None, description="The state that holds title.")
    taken: tuple[Taking, ...] = Field(default=(), description="Takings by force, dated.")
    note: str | None = Field(default=None, description="What a careful reader should know.")


class ForceSpan(InForce):
    """A span of days over which force is used."""

    sources: tuple[str, ...] = Field(default=(), description="Sources for it.")
    note: str | None = Field(default=None, description="What a careful reader should know.")


class Conflict(Record):
    """A state uses force against the holder of title."""

    title_holder: str = Field(description="The state against which force is used.")
    taker: str = Field(description="The state that uses it.")
    spans: tuple[ForceSpan, ...] = Field(min_length=1, description="When.")


class AttributeSpec(Record):
    """One thing that a rule may ask of a matter."""

    of: str = Field(pattern="^(clause|role|gate|fact)$", description="Where the value comes from.")
    values: tuple[str, ...] = Field(description="Its closed values, in a fixed order.")
    default: tuple[str, ...] = Field(
        default=(), description="Values that a rule accepts if it does not ask; none for all."
    )
    bands: dict[str, int] = Field(
        default_factory=dict, description="Values that stand for a number of days up to a limit, in rising order."
    )
    ask: Words | None = Field(default=None, description="The question that settles it, if it is a fact.")

    def band(self, days: int | None) -> str:
        """Return the value for a number of days: the first band that holds it, the one beyond all, or unspecified."""
        if days is None:
            return "unspecified"
        return next((name for name, limit in self.bands.items() if days <= limit), "later")


class Phrases(Record):
    """The values in words of one language, for messages, derivations and reports."""

    names: dict[str, str | dict[str, str]] = Field(
        default_factory=dict, description="Parties and territories in running text; a mapping gives grammatical cases."
    )
    unsaid: dict[str, str | dict[str, str]] = Field(
        default_factory=dict, description="What a slot reads where the clause does not say."
    )
    kinds: dict[str, str] = Field(default_factory=dict, description="Measure kinds in words.")
    values: dict[str, str] = Field(default_factory=dict, description="Other values in words.")
    facts: dict[str, str] = Field(default_factory=dict, description="Facts in words.")
    leaves: dict[str, str] = Field(default_factory=dict, description="One sentence for each attribute.")
    unsaid_leaves: dict[str, str] = Field(default_factory=dict, description="The same where the clause does not say.")
    parts: dict[str, str] = Field(default_factory=dict, description="What each attribute is about, in words.")
    origins: dict[str, str] = Field(default_factory=dict, description="Remarks on where a value comes from.")
    report: dict[str, str] = Field(default_factory=dict, description="Fixed words of the reports.")
    diff: dict[str, str] = Field(default_factory=dict, description="Fixed words of the report on two drafts.")
    page: dict[str, str] = Field(default_factory=dict, description="Fixed words of the report as a page.")
    memo: dict[str, str] = Field(default_factory=dict, description="Fixed words of the memorandum.")

    def part(self, attribute: str) -> str:
        """Return what an attribute is about, in words."""
        return self.parts.get(attribute) or self.facts.get(attribute) or attribute.replace("_", " ")

    def value(self, attribute: str, value: str) -> str:
        """Return one value of an attribute in words."""
        return str(self.slot(attribute, [value]))

    def slot(self, attribute: str, values: Sequence[str]) -> "Slot":
        """Return values for a message, joined, in every case that the language has."""
        if not values:
            return Slot([self.unsaid[attribute]], "")
        return Slot([self._one(attribute, value) for value in values], self.report.get("and", "and"))

    def _one(self, attribute: str, value: str) -> str | dict[str, str]:
        plain = value.replace("_", " ")
        if attribute in ("kind", "about"):
            return self.kinds.get(value, plain)
        if attribute in _NAMED:
            return self.names.get(value) or self.values.get(value, plain)
        return self.values.get(value, plain)


class Slot:
    """Words that a message takes in a grammatical case, ``{performer:gen}``; without cases they stand as they are."""

    def __init__(self, words: Sequence[str | Mapping[str, str]], joiner: str):
        self.words = words
        self.joiner = joiner

    def __format__(self, case: str) -> str:
        items = [one if isinstance(one, str) else one.get(case or CASES[0], one[CASES[0]]) for one in self.words]
        return f" {self.joiner} ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)

    def __str__(self) -> str:
        return format(self)
