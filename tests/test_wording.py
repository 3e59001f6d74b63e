"""A measure is put into a clause that reads back to the same measure, or into none."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalcheck.inference.law import Law
from legalcheck.matters.build import canonical, measure_of
from legalcheck.model.measure import Measure
from legalcheck.model.problem import InputError
from legalcheck.reading.records import ClauseText, Reading
from legalcheck.rulebook.load import Rulebook, load_rulebook
from legalcheck.rulebook.opening import open_rulebook
from legalcheck.wording import Drafter, phrase, phrase_checked
from legalcheck.wording.compose import MOST, Composer
from legalcheck.wording.drafter import ReadsClauses
from legalcheck.wording.template import Template
from tests.factory import Folder
from tests.wording import Pair, clause, excused, measures, pairs

BOOK = load_rulebook()
LAW = Law(BOOK, BOOK.reviewed)
KINDS = tuple(BOOK.vocabulary.kinds)
AHEAD = 2  # wordings of each measure that are read ahead, since many are read faster together

SMALL_WORDING = """\
names: {northland: [Northland], southland: [the South], league: [the League], everyone: [all States], valley: [Valley]}
plural: [everyone]
places: {valley: down in Valley}
frames:
  obligation: {affirmed: ["{subject} shall {verb}"], negated: ["{subject} shall not {verb}"]}
  declaration: {affirmed: ["{performer} <declares/declare> that <it/they> shall {verb}"]}
revocation: ["The undertaking that {clause} shall lapse"]
around:
  time_bound: {"no": [for ever]}
  within_days: {days: ["within {days} days"]}
  condition: {condition: [", if all agree"], consequence_of_breach: ["In the event of a breach,"]}
kinds:
  pay:
    typical: {performer: northland}
    topic: payment
    ways: ["{performer} | pay [a sum to {beneficiary}]", "a sum | be paid [to {beneficiary}]"]
  hold_vote:
    typical: {performer: northland}
    topic: a vote
    ways:
      - "{performer} | put {about} to <its/their> people [{place}]"
      - "{performer} | hold a vote [{place}]"
  leave_league:
    typical: {performer: northland, organisation: league}
    topic: the exit
    ways:
      - {polarity: affirmed, says: "{performer} shall never be in {organisation}"}
      - "{performer} | leave {organisation}"
"""


class Remembering:
    """Reads no clause twice."""

    def __init__(self, reader: ReadsClauses):
        self._reader = reader
        self._known: dict[str, Reading] = {}

    def read(self, clauses: Iterable[ClauseText]) -> Iterator[Reading]:
        """Yield a reading for each clause."""
        asked = list(clauses)
        fresh = list({clause.text: clause for clause in asked if clause.text not in self._known}.values())
        self._known |= zip((clause.text for clause in fresh), self._reader.read(fresh), strict=True)
        yield from (self._known[clause.text] for clause in asked)


class Deaf:
    """Understands nothing."""

    def read(self, clauses: Iterable[ClauseText]) -> Iterator[Reading]:
        """Yield an empty reading for each clause."""
        yield from (Reading(language="en") for _ in clauses)


@pytest.fixture(scope="module")
def drafter(loaded_reader: ReadsClauses) -> Drafter:
    """Who drafts by the shipped rulebook."""
    return Drafter(BOOK, reader=Remembering(loaded_reader), law=LAW)


@pytest.fixture
def small_drafter(small: Folder) -> Drafter:
    """Who drafts by the small world's rulebook."""
    small.write("wording/en.yaml", SMALL_WORDING)
    return Drafter(open_rulebook(small.path), reader=Deaf())


# the shipped wording


def test_a_clause_says_what_rules_can_ask(drafter: Drafter) -> None:
    """Of the values that the rules on a kind tell apart, 98 % read back from a clause, not counting those declared."""
    found = [pair for kind in KINDS for pair in pairs(BOOK, LAW, kind)]
    wanted = [pair for pair in found if not excused(pair, drafter.wording)]
    _read_ahead(wanted, drafter)
    unworded = [pair for pair in wanted if clause(pair, drafter) is None]
    assert len(unworded) <= 0.02 * len(wanted), unworded


def _read_ahead(wanted: Sequence[Pair], drafter: Drafter) -> None:
    composer = Composer(drafter.wording)
    firsts = (next(measures(pair, BOOK, drafter.wording))[1] for pair in wanted)
    texts = (text for measure in firsts for text in islice(composer.clauses(measure), AHEAD))
    list(drafter._reader.read(ClauseText(text=text) for text in texts))


def test_few_pairs_are_declared_as_unworded(drafter: Drafter) -> None:
    """Of the pairs of a kind and values that rules tell apart, at least 97 % have to read back."""
    found = [pair for kind in KINDS for pair in pairs(BOOK, LAW, kind)]
    assert sum(excused(pair, drafter.wording) for pair in found) <= 0.03 * len(found)


def test_no_reason_outlives_its_fault(drafter: Drafter) -> None:
    """What the file declares as unworded, no wording of its samples says."""
    declared = (
        sample.model_copy(update={one.attribute: (value,) if one.attribute in ("territory", "organisation") else value})
        for one in drafter.wording.unworded
        for kind in one.kinds
        for value in one.values
        for sample in drafter.wording.samples(kind)[:1]
    )
    assert not [text for measure in declared for text in [drafter.phrase_checked(measure)] if text]


@pytest.mark.parametrize("kind", KINDS)
def test_wordings_are_plain_sentences(kind: str, drafter: Drafter) -> None:
    """Every wording of a typical measure is one sentence, each once, without traces of its template."""
    found = list(Composer(drafter.wording).clauses(drafter.wording.typical(kind)))
    assert 0 < len(found) == len(set(found)) <= MOST
    for text in found:
        assert text[0].isupper()
        assert text.endswith(".")
        assert text.isprintable()
        assert not any(mark in text for mark in ("  ", " ,", " .", "..", "{", "}", "[", "]", "<", ">", "|", "None"))


FLAGS = {
    "polarity": ("affirmed", "negated"),
    "force": ("obligation", "permission", "declaration", "aim", "report"),
    "condition": ("none", "condition", "consequence_of_breach", "revocation"),
    "instrument": ("unspecified", "treaty", "statute", "political_declaration"),
    "time_bound": ("unspecified", "yes", "no"),
    "within_days": (None, 30, 100, 730),
    "performer": ((), ("ukraine",), ("russia",), ("united_states", "france"), ("all_parties",), ("both_sides",)),
    "territory": ((), ("crimea",), ("donetsk_oblast", "luhansk_oblast"), ("ukraine_whole",)),
}


@given(st.sampled_from(KINDS), st.fixed_dictionaries({}, optional={k: st.sampled_from(v) for k, v in FLAGS.items()}))
def test_what_is_given_says_what_was_meant(drafter: Drafter, kind: str, parts: dict[str, object]) -> None:
    """Whatever is asked for together, a clause that is given asserts a measure with just these parts."""
    meant = drafter.wording.typical(kind).model_copy(update=parts)
    text = drafter.phrase_checked(meant)
    if text is None:
        return
    (reading,) = drafter._reader.read([ClauseText(text=text)])
    wanted = canonical(meant, BOOK)
    same = [
        read
        for read in (canonical(m, BOOK) for m in reading.measures if m.status == "asserted")
        if (read.kind, read.polarity, read.force) == (wanted.kind, wanted.polarity, wanted.force)
        and (read.within_days, read.number) == (wanted.within_days, wanted.number)
        and _parties(read.performer) == _parties(wanted.performer)
    ]
    assert same, text


def _parties(ids: Sequence[str]) -> set[str]:
    return {member for party in ids for member in (BOOK.parties[party].members or (party,))}


@given(st.sampled_from(KINDS), st.fixed_dictionaries({}, optional={k: st.sampled_from(v) for k, v in FLAGS.items()}))
def test_the_same_measure_is_worded_the_same_way(kind: str, parts: dict[str, object]) -> None:
    """Two drafters of one rulebook compose the same wordings in the same order."""
    one, other = (Composer(Drafter(BOOK).wording) for _ in range(2))
    meant = one.wording.typical(kind).model_copy(update=parts)
    assert list(one.clauses(meant)) == list(other.clauses(meant))


def test_what_a_vote_is_about_may_stand_beside_it(drafter: Drafter) -> None:
    """A law on something reads as the law and as what it is about, and that is what was meant."""
    meant = Measure(kind="adopt_statute", performer=("ukraine",), about="grant_amnesty")
    assert drafter.phrase_checked(meant) == "Ukraine shall adopt a law on an amnesty."


def test_equivalent_measures_have_a_clause(drafter: Drafter) -> None:
    """No accession is the same as staying out, in whichever form it is asked for."""
    meant = Measure(kind="join_alliance", performer=("ukraine",), organisation=("nato",), polarity="negated")
    assert drafter.phrase_checked(meant) == "Ukraine shall not become a member of NATO."


# one by one, in the small world


def _pay(**parts: object) -> Measure:
    return Measure.model_validate({"kind": "pay", "performer": ("northland",), **parts})


WORDED = [
    pytest.param({}, "Northland shall pay.", id="plain"),
    pytest.param({"beneficiary": ("southland",)}, "Northland shall pay a sum to the South.", id="option"),
    pytest.param({"performer": ()}, "A sum shall be paid.", id="nobody-acts"),
    pytest.param({"polarity": "negated"}, "Northland shall not pay.", id="negated"),
    pytest.param({"force": "declaration"}, "Northland declares that it shall pay.", id="singular"),
    pytest.param(
        {"force": "declaration", "performer": ("everyone",)}, "All States declare that they shall pay.", id="plural"
    ),
    pytest.param(
        {"force": "declaration", "performer": ("northland", "southland")},
        "Northland and the South declare that they shall pay.",
        id="two",
    ),
    pytest.param({"time_bound": "no"}, "Northland shall pay for ever.", id="around"),
    pytest.param({"within_days": 30}, "Northland shall pay within 30 days.", id="days"),
    pytest.param({"deadline": "by June"}, "Northland shall pay by June.", id="own-words"),
    pytest.param({"condition": "condition"}, "Northland shall pay, if all agree.", id="behind-a-comma"),
    pytest.param(
        {"condition": "consequence_of_breach"}, "In the event of a breach, Northland shall pay.", id="in-front"
    ),
    pytest.param({"condition": "revocation"}, "The undertaking that Northland shall pay shall lapse.", id="taken-back"),
]


@pytest.mark.parametrize(("parts", "text"), WORDED)
def test_each_part_of_a_measure_has_its_words(parts: dict[str, object], text: str, small_drafter: Drafter) -> None:
    """Who acts, for whom, how, when and under which condition stand where a drafter puts them."""
    assert small_drafter.phrase(_pay(**parts)) == text


UNWORDABLE = [
    pytest.param({"force": "permission"}, id="no-frame"),
    pytest.param({"territory": ("valley",)}, id="no-room"),
    pytest.param({"beneficiary": ("eastland",)}, id="no-name"),
    pytest.param({"instrument": "treaty"}, id="no-words"),
    pytest.param({"mode": "de_facto"}, id="no-mode"),
    pytest.param({"deadline": "\u0434\u043e \u043b\u0456\u0442\u0430"}, id="no-english-time"),
    pytest.param({"performer": (), "force": "declaration"}, id="no-subject-that-declares"),
    pytest.param({"kind": "talk"}, id="no-kind"),
]


@pytest.mark.parametrize("parts", UNWORDABLE)
def test_nothing_is_said_where_a_part_has_no_words(parts: dict[str, object], small_drafter: Drafter) -> None:
    """A measure of which the data cannot say some part has no wording at all."""
    assert small_drafter.phrase(_pay(**parts)) is None


def test_a_way_that_says_a_value_itself_is_for_that_value_only(small_drafter: Drafter) -> None:
    """Words that rule something out are not negated again."""
    out = Measure(kind="leave_league", performer=("northland",), organisation=("league",))
    assert small_drafter.phrase(out) == "Northland shall never be in the League."
    negated = out.model_copy(update={"polarity": "negated"})
    assert small_drafter.phrase(negated) == "Northland shall not leave the League."


def test_a_place_has_its_own_preposition(small_drafter: Drafter) -> None:
    """Where the data say how a place is spoken of, the clause follows."""
    vote = Measure(kind="hold_vote", performer=("northland",), territory=("valley",))
    assert small_drafter.phrase(vote) == "Northland shall hold a vote down in Valley."


def test_a_vote_is_on_the_noun_of_what_it_is_about(small_drafter: Drafter) -> None:
    """What a vote is about stands in it as a noun."""
    vote = Measure(kind="hold_vote", performer=("northland",), about="leave_league")
    assert small_drafter.phrase(vote) == "Northland shall put the exit to its people."


def test_a_clause_that_is_not_understood_is_not_given(small_drafter: Drafter) -> None:
    """Where the reader makes nothing of any wording, there is no checked clause."""
    assert small_drafter.phrase(_pay()) is not None
    assert small_drafter.phrase_checked(_pay()) is None


def test_without_a_wording_file_there_is_no_clause(small_book: Rulebook) -> None:
    """Another rulebook may do without wording; then nothing is worded, and nothing is read."""
    assert phrase(_pay(), small_book) is None
    assert phrase_checked(_pay(), small_book, reader=Deaf()) is None


def test_a_matter_is_put_into_a_measure() -> None:
    """What a clause says is taken over; roles, gates and facts are worked out and not said."""
    given_values = {
        "kind": "hold_elections",
        "performer": "ukraine",
        "territory": "unspecified",
        "due": "under_120_days",
        "time_bound": "no",
        "performer_role": "title_holder",
        "martial_law": "yes",
    }
    assert measure_of(given_values, BOOK) == Measure(
        kind="hold_elections", performer=("ukraine",), within_days=120, time_bound="no"
    )


@pytest.mark.parametrize("value", BOOK.attributes["due"].values)
def test_a_band_of_days_becomes_days_of_that_band(value: str) -> None:
    """The days that stand for a band lie in it."""
    spec = BOOK.attributes["due"]
    assert spec.band(measure_of({"kind": "hold_elections", "due": value}, BOOK).within_days) == value


# mistakes in the file

MISTAKES = [
    pytest.param("names: {northland", "names: {norhtland", "'norhtland' is no party or territory", id="name"),
    pytest.param("plural: [everyone]", "plural: [nobody]", "'nobody' is no name of this file", id="plural"),
    pytest.param("pay [a sum", "pay [a {sum}", "no slot is called 'sum' here", id="slot"),
    pytest.param("pay [a sum", "pay a sum", "']' in", id="bracket"),
    pytest.param("  hold_vote:", "  hold_poll:", "'hold_poll' is no kind of measure", id="kind"),
    pytest.param("typical: {performer: n", "typical: {force: n", "force", id="typical"),
    pytest.param("polarity: affirmed, says", "polarty: affirmed, says", "'polarty' is no part of a measure", id="part"),
    pytest.param("  time_bound: {", "  timebound: {", "'timebound' is no part of a measure", id="around"),
    pytest.param("    topic: payment\n", "", "'kinds.pay.topic' is missing", id="missing"),
]


@pytest.mark.parametrize(("old", "new", "says"), MISTAKES)
def test_a_mistake_is_told_with_its_place(old: str, new: str, says: str, small: Folder) -> None:
    """Whoever edits the file learns what is wrong and where."""
    assert old in SMALL_WORDING
    small.write("wording/en.yaml", SMALL_WORDING.replace(old, new, 1))
    with pytest.raises(InputError) as caught:
        Drafter(open_rulebook(small.path))
    (problem, *_) = caught.value.problems
    assert says in problem.message
    assert problem.path.endswith("en.yaml")
    assert problem.line > 0


@pytest.mark.parametrize("text", ["a {slot", "a slot]", "[a [b] c]", "<one>", "a} b"])
def test_a_bracket_without_a_partner_is_a_mistake(text: str) -> None:
    """Brackets come in pairs, and none stands within another."""
    with pytest.raises(ValueError, match="has no partner"):
        Template(text)
