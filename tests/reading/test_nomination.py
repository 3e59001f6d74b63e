"""What a nominator may add to a reading: possible measures of kinds that it lacks, and nothing else."""

from copy import copy
from dataclasses import dataclass, field

from legalcheck.model.measure import Measure
from legalcheck.reading import ClauseText, Reader, Reading
from legalcheck.reading.nomination import add_nominations, nominated
from legalcheck.reading.records import Nomination

TEXT = "Elections will be held and the army will leave."
VOTE = Nomination("hold_elections", 0.9, 0, 9)
LEAVE = Nomination("withdraw_forces", 0.8, 27, 46)
READ = Reading(language="en", measures=(Measure(id="m1", kind="hold_elections"),))


@dataclass
class Fixed:
    """Nominates the same whatever it is asked, and remembers what that was."""

    found: list[Nomination]
    always: bool = True
    name: str = "somebody"
    asked: list[tuple[str, str]] = field(default_factory=list)

    def nominate(self, text: str, language: str) -> list[Nomination]:
        """Return what was set."""
        self.asked.append((text, language))
        return self.found


def test_only_kinds_that_were_not_read_are_added() -> None:
    """What was read stays as it is; a new kind comes after it, as possible, with its words."""
    reading = add_nominations(READ, TEXT, [LEAVE, VOTE], "somebody")
    assert reading.measures[0] is READ.measures[0]
    (added,) = reading.measures[1:]
    assert (added.id, added.kind, added.status, added.polarity) == ("m2", "withdraw_forces", "possible", "affirmed")
    assert [(e.role, e.start, e.end, e.text) for e in added.evidence] == [("kind", 27, 46, "the army will leave")]
    assert [note.message for note in reading.notes] == [
        "only nominated, by somebody, and not read: m2 (withdraw_forces)"
    ]


def test_a_kind_is_added_once_by_its_best_words() -> None:
    """The order in which nominations come does not matter."""
    weaker = Nomination("withdraw_forces", 0.1, 0, 5)
    one = add_nominations(READ, TEXT, [weaker, LEAVE], "somebody")
    assert one == add_nominations(READ, TEXT, [LEAVE, weaker], "somebody")
    assert [m.evidence[0].start for m in one.measures[1:]] == [27]


def test_nothing_new_changes_nothing() -> None:
    """A reading that has every nominated kind is handed back."""
    assert add_nominations(READ, TEXT, [VOTE], "somebody") is READ


def test_some_nominators_are_asked_only_where_nothing_was_read() -> None:
    """One that is not always asked hears of silent clauses only; what another nominated before is no reading."""
    shy, keen = Fixed([LEAVE], always=False), Fixed([LEAVE])
    assert nominated(READ, TEXT, [shy]) is READ
    assert shy.asked == []
    silent = nominated(Reading(language="uk"), TEXT, [keen, shy])
    assert [m.id for m in silent.measures] == ["m1"]
    assert keen.asked == shy.asked == [(TEXT, "uk")]


def test_the_reader_asks_for_each_clause_in_order(reader: Reader) -> None:
    """Every clause gets its own nominations, also where many are read together."""
    asking = copy(reader)
    asker = Fixed([Nomination("withdraw_forces", 1.0, 0, 7)])
    asking.nominators = (asker,)
    texts = [
        "Ukraine will join NATO.",
        "Ukraine will hold elections.",
        "Ukraine will withdraw its forces from Kherson.",
    ]
    readings = list(asking.read(ClauseText(text=text) for text in texts))
    assert [text for text, _ in asker.asked] == texts
    assert [[m.kind for m in r.measures if m.status == "possible"] for r in readings] == [
        ["withdraw_forces"],
        ["withdraw_forces"],
        [],
    ]
    assert [m.status for m in readings[0].measures] == ["asserted", "possible"]
