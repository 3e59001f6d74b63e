"""What the words around an act do to it in Ukrainian and Russian, law by law."""

import pytest

from tests.reading.conftest import Read, asserted, proposed

pytest.importorskip("pymorphy3", reason="the extras for Ukrainian and Russian are not installed")

RULED_OUT = [
    "Україна не поступається Кримом.",
    "Україна ніколи не віддасть Крим Росії.",
    "Україна відмовляється віддати Крим.",
    "Україна не може поступитися жодною частиною своєї території.",
    "Передача Криму Росії виключається.",
    "Передача Криму Росії не допускається.",
    "Забороняється передавати Крим Росії.",
    "Жодна зі сторін не поступається територією.",
    "Украина не уступает Крым.",
    "Украина никогда не отдаст Крым России.",
    "Украина отказывается отдать Крым.",
    "Передача Крыма России исключается.",
    "Передача Крыма России не допускается.",
    "Запрещается передавать Крым России.",
]
UNDECIDED = [
    "Чи поступиться Україна Кримом?",
    "Якщо Україна поступиться Кримом, переговори завершаться.",
    "Конференція про передачу Криму Росії відбудеться у Відні.",
    "Вимога віддати Крим відкликана.",
    "Неправда, що Україна віддасть Крим Росії.",
    "У 2014 році Україна віддала Крим Росії.",
    "Уступит ли Украина Крым?",
    "Если Украина уступит Крым, переговоры завершатся.",
    "Конференция о передаче Крыма России состоится в Вене.",
    "Неправда, что Украина отдаст Крым России.",
]
SAME = [  # one act in both voices, in several orders, as a noun and told
    ("withdraw_forces", ("ukraine",), ("donetsk_oblast",), "Україна виводить свої війська з Донецької області."),
    ("withdraw_forces", ("ukraine",), ("donetsk_oblast",), "З Донецької області Україна виводить свої війська."),
    ("withdraw_forces", ("ukraine",), ("donetsk_oblast",), "Українські війська виводяться з Донецької області."),
    ("withdraw_forces", ("ukraine",), ("donetsk_oblast",), "Україна здійснює виведення військ з Донецької області."),
    (
        "withdraw_forces",
        ("ukraine",),
        ("donetsk_oblast",),
        "Україна зобов'язується вивести війська з Донецької області.",
    ),
    ("withdraw_forces", ("ukraine",), ("donetsk_oblast",), "Украина выводит свои войска из Донецкой области."),
    ("withdraw_forces", ("ukraine",), ("donetsk_oblast",), "Из Донецкой области Украина выводит свои войска."),
    ("withdraw_forces", ("ukraine",), ("donetsk_oblast",), "Украинские войска выводятся из Донецкой области."),
    ("withdraw_forces", ("ukraine",), ("donetsk_oblast",), "Украина обязуется вывести войска из Донецкой области."),
]


@pytest.mark.parametrize("text", RULED_OUT)
def test_a_negated_or_refused_act_is_ruled_out(read: Read, text: str) -> None:
    """Negation, refusal and exclusion give the negated measure and nothing affirmed."""
    found = [m.polarity for m in asserted(read(text)) if m.kind == "cede_territory"]
    assert set(found) == {"negated"}


@pytest.mark.parametrize("text", UNDECIDED)
def test_an_act_from_whose_surroundings_nothing_follows_is_not_asserted(read: Read, text: str) -> None:
    """A question, a condition, a topic, a withdrawn demand, a denial and history assert nothing."""
    assert "cede_territory" not in proposed(read(text))


@pytest.mark.parametrize(("kind", "performer", "territory", "text"), SAME)
def test_voice_order_and_form_do_not_change_an_act(
    read: Read, kind: str, performer: tuple[str, ...], territory: tuple[str, ...], text: str
) -> None:
    """Active and passive, both word orders, a noun under a light verb and an undertaking are one measure."""
    found = [(m.kind, m.performer, m.territory, m.polarity) for m in asserted(read(text))]
    assert (kind, performer, territory, "affirmed") in found


@pytest.mark.parametrize(
    ("text", "force", "condition"),
    [
        ("Україна може вступити до Європейського Союзу.", "permission", "none"),
        ("Україні дозволяється вступити до Європейського Союзу.", "permission", "none"),
        ("Ніщо не заважає Україні вступити до Європейського Союзу.", "permission", "none"),
        ("Україна вступає до Європейського Союзу, якщо Росія виведе війська.", "obligation", "condition"),
        ("Москва вимагає, щоб Україна вступила до Європейського Союзу.", "report", "none"),
        ("Украина вправе вступить в Европейский союз.", "permission", "none"),
        ("Украина вступает в Европейский союз при условии вывода войск.", "obligation", "condition"),
        ("Москва требует, чтобы Украина вступила в Европейский союз.", "report", "none"),
    ],
)
def test_leave_conditions_and_demands_are_told_apart(read: Read, text: str, force: str, condition: str) -> None:
    """What is allowed, what depends on something and what another demands is marked as such."""
    found = [(m.force, m.condition) for m in asserted(read(text)) if m.kind == "join_union"]
    assert found == [(force, condition)]


def test_swapping_the_parties_swaps_the_roles(read: Read) -> None:
    """Who gives and who gains is told by case, not by name."""
    one = asserted(read("Україна передає Росії Крим."))[0]
    other = asserted(read("Росія передає Україні Крим."))[0]
    assert (one.performer, one.beneficiary) == (("ukraine",), ("russia",))
    assert other.performer == ("russia",)
    assert other.beneficiary == ("ukraine",)


def test_a_mixed_plan_is_read_clause_by_clause(read: Read) -> None:
    """Each clause is read in its own language, without being told which."""
    texts = ("Ukraine will not join NATO.", "Україна не вступає до НАТО.", "Украина не вступает в НАТО.")
    assert [read(text).language for text in texts] == ["en", "uk", "ru"]
    assert all(proposed(read(text)) <= {"renounce_alliance"} for text in texts)


@pytest.mark.parametrize("text", ["ЗСУ — 600 тисяч осіб.", "Чисельність ЗСУ обмежено шістьмастами тисячами осіб."])
def test_a_ceiling_is_counted_in_persons(read: Read, text: str) -> None:
    """Numbers in figures and in words are the same."""
    assert [m.number for m in asserted(read(text)) if m.kind == "limit_armed_forces"] == [600_000]


def test_a_time_limit_is_counted_in_days(read: Read) -> None:
    """A deadline keeps its words and is counted where it can be."""
    found = asserted(read("Вибори в Україні проводяться протягом ста днів."))[0]
    assert (found.deadline, found.within_days) == ("протягом ста днів", 100)
