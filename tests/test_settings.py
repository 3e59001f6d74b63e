"""Settings of a project: where they are found, what they settle, and each mistake with its place."""

from collections.abc import Mapping
from pathlib import Path

import click
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legalcheck.cli.app import cli
from legalcheck.model.values import LEVELS
from tests.conftest import Run
from tests.factory import DAY, Folder
from tests.plans import LEAVE, RECOGNISE, plan_of


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a folder for drafts, in which the call is made; nothing is looked for above it."""
    root = tmp_path / "project"
    (root / "drafts").mkdir(parents=True)
    (root / ".git").write_text("")
    monkeypatch.chdir(root / "drafts")
    return root


def told(folder: Path, text: str, name: str = "legalcheck.toml") -> Path:
    """Write a file of settings."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def parameters(*words: str, command: str = "batch") -> Mapping[str, object]:
    """Return what a call comes to once files and defaults are laid under it."""
    found = cli.commands[command]
    with found.make_context(command, list(words)) as context:
        return dict(context.params)


def test_settings_are_found_upwards_to_the_folder_with_git(project: Path) -> None:
    """The nearest folder that has some counts, alone; above the project nothing is looked for."""
    told(project.parent, 'fail-on = "notice"')
    assert parameters("p")["fail_on"] == "barred"
    told(project, 'fail-on = "closed"\nlang = "uk"')
    assert (parameters("p")["fail_on"], parameters("p")["report_language"]) == ("closed", "uk")
    told(project / "drafts", 'fail-on = "consent"')
    assert (parameters("p")["fail_on"], parameters("p")["report_language"]) == ("consent", "en")


def test_a_pyproject_counts_where_it_speaks_to_the_program(project: Path) -> None:
    """Without the table it is passed over; beside a legalcheck.toml it is not read; broken, it is the owner's."""
    told(project, 'fail-on = "closed"')
    mine = told(project / "drafts", '[project]\nname = "legalcheck-plans"\n', "pyproject.toml")
    assert parameters("p")["fail_on"] == "closed"
    told(project / "drafts", "[broken", "pyproject.toml")
    assert parameters("p")["fail_on"] == "closed"
    mine.write_text('[tool.legalcheck]\nfail-on = "consent"\n')
    assert parameters("p")["fail_on"] == "consent"
    told(project / "drafts", 'fail-on = "amendment"')
    assert parameters("p")["fail_on"] == "amendment"


def test_the_command_line_wins(project: Path) -> None:
    """Over each setting by itself, over facts one by one."""
    told(project, 'fail-on = "closed"\nforums = ["home"]\n[assumptions]\nemergency = true\nharvest = "unknown"\n')
    found = parameters("p", "--fail-on", "notice", "--assume", "emergency=no")
    assert found["fail_on"] == "notice"
    assert found["forums"] == ("home",)
    assert set(found["assumed"]) == {"harvest=unknown", "emergency=no"}
    assert parameters("p", "--forum", "world")["forums"] == ("world",)


def test_a_file_can_be_named_and_files_can_be_left_out(project: Path) -> None:
    """--config takes any file, --no-config takes none; both together are refused, in either order."""
    told(project, 'fail-on = "closed"')
    told(project, 'fail-on = "consent"', "other.toml")
    assert parameters("p", "--config", "../other.toml")["fail_on"] == "consent"
    assert parameters("p", "--no-config")["fail_on"] == "barred"


@pytest.mark.parametrize("words", [("--no-config", "--config", "x.toml"), ("--config", "x.toml", "--no-config")])
def test_a_file_and_no_file_exclude_each_other(run: Run, project: Path, words: tuple[str, ...]) -> None:
    """One sentence."""
    told(project / "drafts", "", "x.toml")
    outcome = run("batch", "p", *words)
    assert outcome.status == 2
    assert outcome.errors == "legalcheck: --config and --no-config exclude each other; leave one out\n"


def test_paths_are_seen_from_the_file(project: Path) -> None:
    """Rules, baseline and the files of formats stand where the file of settings says, wherever the call is made."""
    (project / "law").mkdir()
    told(project, 'rules = "law"\nbaseline = "known.json"\nformats = ["text", "json=out/report.json"]\n')
    found = parameters("p")
    assert found["rules_folder"] == Path("../law")
    assert found["baseline_file"] == Path("../known.json")
    assert found["forms"] == ("text", "json=../out/report.json")
    told(project, 'rules = "moldova"\n')
    assert parameters("p")["rules_folder"] == Path("moldova")


def test_formats_and_baselines_of_a_file_are_for_plans(project: Path) -> None:
    """A clause tried on the command line neither overwrites the report of the project nor reads its baseline."""
    told(project, 'baseline = "known.json"\nformats = ["json=report.json"]\ndoctrine = "strict"\n')
    found = parameters("Talk.", command="check")
    assert (found["forms"], found["baseline_file"], found["doctrine"]) == ((), None, "strict")


FACTS = st.dictionaries(
    st.sampled_from(["emergency", "harvest"]), st.sampled_from(["yes", "no", "unknown"]), min_size=1
)
SETTINGS = st.fixed_dictionaries(
    {},
    optional={
        "fail-on": st.sampled_from(LEVELS),
        "as-of": st.dates().map(lambda day: day.isoformat()),
        "doctrine": st.sampled_from(["strict", "prevailing", "lenient"]),
        "forums": st.lists(st.sampled_from(["home", "world"]), min_size=1, unique=True),
        "formats": st.lists(st.sampled_from(["text", "json=a.json", "jsonl=b.jsonl"]), min_size=1, unique=True),
        "lang": st.sampled_from(["en", "uk"]),
        "lang-in": st.sampled_from(["en", "uk", "ru"]),
        "engine": st.sampled_from(["durable", "reference"]),
        "baseline": st.just("known.json"),
        "trace": st.just(True),
        "assumptions": FACTS,
    },
)
_OPTIONS = {"forums": "forum", "formats": "format", "assumptions": "assume"}


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name} = {_toml(said)}" for name, said in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return "true" if value is True else f'"{value}"'


def _words(key: str, value: object) -> list[str]:
    option = f"--{_OPTIONS.get(key, key)}"
    if isinstance(value, dict):
        return [word for name, said in value.items() for word in (option, f"{name}={said}")]
    if isinstance(value, list):
        return [word for one in value for word in (option, one)]
    return [option] if value is True else [option, str(value)]


@settings(max_examples=40)
@given(SETTINGS)
def test_a_file_settles_what_options_settle(tmp_path_factory: pytest.TempPathFactory, drawn: dict[str, object]) -> None:
    """Whatever can be said in the file comes to the same as on the command line."""
    folder = tmp_path_factory.mktemp("settings")
    file = told(folder, "".join(f"{key} = {_toml(value)}\n" for key, value in drawn.items()))
    words = [word for key, value in drawn.items() for word in _words(key, value)]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert parameters("p", "--config", str(file)) == parameters("p", "--no-config", *words)


MISTAKES = [
    ('fail-on = "bared"', "1:11: 'fail-on' cannot be 'bared'; do you mean 'barred'?"),
    ('fail-on = "x"', f"1:11: 'fail-on' cannot be 'x'; choose from {', '.join(LEVELS)}"),
    ("\nfail-on = 3", "2:11: 'fail-on' must be text, not a number"),
    ('lang = ""', "1:8: 'lang' is empty; give it a value or leave it out"),
    ('# c\n  fail_on = "closed"', "2:3: unknown setting 'fail_on'; do you mean 'fail-on'?"),
    ('assume = "x=y"', "1:1: unknown setting 'assume'; do you mean 'assumptions'?"),
    ('packs = "moldova"', "1:1: unknown setting 'packs'; do you mean 'rules'?"),
    ("colour = true", "1:1: unknown setting 'colour'; settings are fail-on, as-of, assumptions, "),
    (
        'nominate = ["llm"]',
        "1:1: 'nominate' is taken from the command line only; no file may have texts put to a model",
    ),
    ('as-of = "soon"', "1:9: 'as-of' must be a date: 'soon' is no date; give one as 2026-01-15"),
    ("as-of = 2026-01-15T10:00:00", "1:9: 'as-of' must be a date such as 2026-01-15, not a date with a time"),
    ("as-of = 2026", "1:9: 'as-of' must be a date such as 2026-01-15, not a number"),
    ('trace = "yes"', "1:9: 'trace' must be true or false, not text"),
    ("forums = 3", "1:10: 'forums' must be a list of words, not a number"),
    ("forums = [\n  3,\n]", "1:10: 'forums' must be text, not a number"),
    ('formats = ["jsn"]', "1:11: 'formats' cannot be 'jsn'; do you mean 'json'?"),
    ('formats = ["json="]', "1:11: 'formats' takes NAME or NAME=FILE, not 'json='"),
    ('assumptions = "x=y"', "1:15: 'assumptions' must be a table of facts with their values, not text"),
    ("[assumptions]\nx = 1", "2:5: 'assumptions' gives 'x' a value that must be text, not a number"),
    ("assumptions.x = []", "1:17: 'assumptions' gives 'x' a value that must be text, not a list"),
    ('rules = "./nowhere"', "1:9: 'rules' is './nowhere', but there is no such folder beside the file"),
    ("x = = 1", "1:5: is not valid TOML: Invalid value; mend it"),
    ('x = "', "1:6: is not valid TOML: Unterminated string; mend it"),
    ('lang = "en"\nlang = "uk"', "2:12: is not valid TOML: Cannot overwrite a value; mend it"),
]


@pytest.mark.parametrize(("text", "said"), MISTAKES)
def test_a_mistake_is_one_sentence_with_its_place(run: Run, project: Path, text: str, said: str) -> None:
    """What is wrong, where, and what to do; nothing is judged."""
    told(project, text)
    outcome = run("batch", "plan.md")
    assert (outcome.status, outcome.raw) == (2, b"")
    assert outcome.errors.startswith(f"legalcheck: ../legalcheck.toml:{said}")
    assert outcome.errors.count("\n") == 1


def test_all_mistakes_are_told_at_once_and_placed_in_the_table(run: Run, project: Path) -> None:
    """In a pyproject.toml the place is that of the table, among whatever else the file holds."""
    text = '[project]\nname = "x"\nfail-on = """\n[tool.legalcheck]"""\n[tool.legalcheck]\nlang = "de"\nlnag = "en"\n'
    told(project, text, "pyproject.toml")
    outcome = run("config")
    assert outcome.errors == (
        "legalcheck: ../pyproject.toml:6:8: 'lang' cannot be 'de'; choose from en, uk\n"
        "legalcheck: ../pyproject.toml:7:1: unknown setting 'lnag'; do you mean 'lang'?\n"
    )


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("pyproject.toml", "[project]\n", "pyproject.toml: has no table [tool.legalcheck]; add one"),
        ("pyproject.toml", "[tool]\nlegalcheck = 3\n", "pyproject.toml:2:14: 'tool.legalcheck' must be a table"),
        ("x.toml", None, "x.toml: cannot be read: No such file or directory"),
    ],
)
def test_a_file_that_was_named_must_hold_settings(
    run: Run, project: Path, name: str, text: str | None, said: str
) -> None:
    """Of a file that was only found, less is asked."""
    if text is not None:
        told(project / "drafts", text, name)
    assert run("config", "--config", name).errors == f"legalcheck: {said}\n"


def test_facts_and_forums_are_checked_against_the_rulebook(run: Run, project: Path, small: Folder) -> None:
    """What only the rulebook knows is placed too; what the command line tells otherwise is not looked at."""
    plan = plan_of(project, LEAVE)
    text = 'forums = ["hom"]\n[assumptions]\nemergency = "perhaps"\nhavest = "no"\n'
    told(project, text)
    outcome = run("batch", plan, "--rules", small.path)
    lines = outcome.errors.splitlines()
    assert outcome.status == 2
    assert lines[0].startswith(
        "legalcheck: ../legalcheck.toml:3:13: assumption 'emergency=perhaps': 'emergency' takes "
    )
    assert lines[1].startswith(
        "legalcheck: ../legalcheck.toml:4:10: assumption 'havest=no': no fact is called 'havest'"
    )
    assert lines[2].startswith("legalcheck: ../legalcheck.toml:1:10: no forum is called 'hom'; forums are ")
    outcome = run("batch", plan, "--rules", small.path, "--forum", "home", "--assume", "emergency=no")
    assert len(outcome.errors.splitlines()) == 1


def test_a_run_by_settings_is_the_run_by_options(run: Run, project: Path, small: Folder) -> None:
    """The same bytes, the same status."""
    plan = plan_of(project, LEAVE, RECOGNISE)
    options = ("--as-of", DAY, "--fail-on", "closed", "--forum", "home", "--doctrine", "strict", "-f", "json")
    by_options = run("batch", plan, "--rules", small.path, *options)
    text = f'rules = "{small.path}"\nas-of = {DAY}\nfail-on = "closed"\nforums = "home"\ndoctrine = "strict"\n'
    told(project, text + 'formats = ["json"]\n')
    assert run("batch", plan) == by_options
    assert by_options.status == 0


def test_config_shows_what_holds_and_from_where(run: Run, project: Path) -> None:
    """Each setting with file and line, or as a default; without a file that is said."""
    assert run("config").out.startswith("No file of settings is found.\n\nfail-on ")
    told(project, 'forums = ["home", "world"]\ntrace = false\n[assumptions]\nemergency = true\n')
    lines = run("config").out.splitlines()
    assert lines[0] == "Settings from ../legalcheck.toml"
    rows = dict(line.split(maxsplit=1) for line in lines[2:])
    assert rows["fail-on"].split() == ["barred", "default"]
    assert rows["forums"].split() == ["home,", "world", "../legalcheck.toml:1"]
    assert rows["trace"].split() == ["false", "../legalcheck.toml:2"]
    assert rows["assumptions"].split() == ["emergency=yes", "../legalcheck.toml:4"]


def test_every_command_with_a_rulebook_takes_settings() -> None:
    """What --rules goes with, --config goes with."""
    for name, command in cli.commands.items():
        options = {word for one in command.params if isinstance(one, click.Option) for word in one.opts}
        assert ("--rules" in options) <= ({"--config", "--no-config"} <= options), name
