"""Everyday sentences and mere news use the words of the lexicon in other senses: nothing is asserted of them."""

import pytest

from legalcheck.reading import ClauseText, Reader
from tests.reading.conftest import asserted

EVERYDAY = (
    "Poland will hold a summit on digital trade.",
    "The EU will impose tariffs on Chinese electric cars.",
    "Refugees from Syria return home in growing numbers.",
    "The state will fund the restoration of the opera house in Odesa.",
    "The programme will teach tolerance of lactose in a playful way.",
    "The regime of fasting ends on Sunday.",
    "The students' council will hold elections in May.",
    "The contract is binding on both parties.",
    "The sides will meet again in the final.",
    "Ukraine and Moldova develop tourism on the Dniester.",
    "The region enjoys a special status among wine growers.",
    "Breaches of the dress code will be punished.",
    "The guarantee covers the engine for five years.",
    "The surveyors will mark the border of the nature reserve.",
    "The station will supply power to 20,000 homes.",
    "Ukraine will modernise the railway.",
    "Ukraine will draft the report.",
    "The ministry will support the people in Sumy who harvest berries.",
    "The ministry will close the court in Kharkiv.",
    "Serbia will hold early elections.",
    "Kazakhstan will hold a referendum on a nuclear plant.",
    "Slovakia ends its state of emergency over the bears.",
)
IN_FORCE = (
    "Article 17 of the Constitution prohibits foreign military bases.",
    "The Constitution of Ukraine provides that Crimea is an integral part of Ukraine.",
    "The Charter of the United Nations prohibits the use of force.",
    "Article 5 of the North Atlantic Treaty provides for collective defence.",
    "The law bans churches linked to Moscow.",
    "The electoral code does not allow elections under martial law.",
)
NEWS = (
    "A ceasefire was agreed in Minsk in 2015.",
    "The state of emergency in Ukraine was lifted after the storm.",
    "Serbia and Kosovo held talks in Brussels.",
    "Many Ukrainians oppose ceding territory, a poll shows.",
    "Half of those asked would accept a freeze of the front line.",
    "The question of who controls the plant remains open.",
    "The Kharkiv agreements extended the lease on the base until 2042.",
    "Our army is the strongest guarantee that we have.",
    "The Zaporizhzhia plant is the largest in Europe.",
    "Hungary holds up EU accession talks over minority rights",
    "Three million people still live in the occupied territories.",
)


@pytest.mark.parametrize("text", [*EVERYDAY, *IN_FORCE, *NEWS])
def test_nothing_is_asserted(reader: Reader, text: str) -> None:
    """What is of everyday life, in force already or only news is no proposal."""
    (reading,) = reader.read([ClauseText(text=text)])
    assert not asserted(reading)


def test_hearsay_is_told(reader: Reader) -> None:
    """What rumours say is told, not laid down."""
    (reading,) = reader.read([ClauseText(text="The president of Ukraine will resign, according to rumours.")])
    assert {measure.force for measure in asserted(reading)} == {"report"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ukraine would hand Russia the whole of the Donbas.", "cede_territory"),
        ("Both states undertake to refrain from changing frontiers by force.", "renounce_forcible_change"),
        ("Russia hands over suspects to the ICC.", "prosecute_crimes"),
        ("All Russian troops will be gone from Sumy by June.", "withdraw_forces"),
        (
            "Russia and Ukraine pledge to settle territorial questions by peaceful means only.",
            "renounce_forcible_change",
        ),
        ("Truce from midnight", "cease_fire"),
    ],
)
def test_what_the_parser_takes_for_something_else(reader: Reader, text: str, kind: str) -> None:
    """Receivers, gerunds, particles and notes are put right before words are looked up."""
    (reading,) = reader.read([ClauseText(text=text)])
    assert kind in {measure.kind for measure in asserted(reading)}


def test_a_guess_of_aid_beside_a_guarantee_is_settled(reader: Reader) -> None:
    """A suggestion, which has no condition, stands beside a guarantee without harm."""
    texts = [
        "The guarantors come to Ukraine's aid with weapons if it is attacked.",
        "Guarantees, weapons and aid for Ukraine.",
    ]
    assert len(list(reader.read(ClauseText(text=text) for text in texts))) == len(texts)
