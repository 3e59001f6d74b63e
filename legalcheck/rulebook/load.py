"""Load a folder of rules: every file read, every mistake reported at once, the whole frozen."""

import gc
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from os.path import normpath
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from legalcheck.model.context import (
    AttributeSpec,
    Conflict,
    Convention,
    Fact,
    Forum,
    Gates,
    Milestone,
    Party,
    Phrases,
    Territory,
)
from legalcheck.model.nominator import NOMINATOR, NominatorFile
from legalcheck.model.problem import InputError, Problem, one_line
from legalcheck.model.proof import Impossible, Silence, Waiver
from legalcheck.model.rule import (
    PLAN_RULE_PARTS,
    RULE_PARTS,
    Allowed,
    Norm,
    PlanRule,
    Rule,
    Source,
    SourceFile,
    When,
    Words,
)
from legalcheck.model.terms import Durations
from legalcheck.model.values import UNKNOWN, UNSPECIFIED, Doctrine
from legalcheck.rulebook.layers import ADDED, OWN, Layered, unread
from legalcheck.rulebook.packs import SHIPPED, find_rules, shipped_rules
from legalcheck.rulebook.shelf import shelved
from legalcheck.rulebook.strict_yaml import Document, load_strict

_Model = TypeVar("_Model", bound=BaseModel)
_Norm = TypeVar("_Norm", bound=Norm)


@dataclass(frozen=True)
class Vocabulary:
    """The closed words that measures are made of."""

    kinds: Mapping[str, str]
    values: Mapping[str, tuple[str, ...]]
    territories: tuple[str, ...]
    equivalent: Mapping[tuple[str, str], tuple[str, str]]


@dataclass(frozen=True)
class Rulebook:
    """The law, the context and the vocabulary of one folder, checked and frozen."""

    folder: Path
    version: str
    digest: str
    reviewed: str
    vocabulary: Vocabulary
    forums: Mapping[str, Forum]
    attributes: Mapping[str, AttributeSpec]
    parties: Mapping[str, Party]
    conventions: Mapping[str, Convention]
    home: str
    """The state whose own organs the gates speak of."""
    gates: Gates
    facts: Mapping[str, Fact]
    territories: Mapping[str, Territory]
    conflicts: tuple[Conflict, ...]
    characterisations: Mapping[str, Words]
    phrases: Mapping[str, Phrases]
    """Fixed words by language."""
    sources: Mapping[str, Source]
    rules: Mapping[str, Rule]
    plan_rules: Mapping[str, PlanRule]
    durations: Durations = field(default_factory=Durations)
    """Events and terms from which a calendar of lawful steps is made."""
    nominated: tuple[str, ...] = ()
    """Kinds that learned weights nominate; none where the folder has no weights."""
    impossible: tuple[Impossible, ...] = ()
    """Values that no matter has together."""
    silences: tuple[Silence, ...] = ()
    """Kinds on which a forum has no rule on purpose."""
    waivers: tuple[Waiver, ...] = ()
    """Findings of the proofs that are as they should be."""
    base: Path | None = None
    """The folder of the rulebook that this one extends: its grammar is used, its shared law is inherited."""
    inherited: frozenset[str] = frozenset()
    """Names of what comes from the rulebook below, where it is tried and proved: rules, forums, sources, milestones."""
    doctrine: Doctrine = "prevailing"
    """By which view of disputed law the rules conclude their levels."""
    mild: frozenset[str] = frozenset()
    """Rules that conclude nothing by that view and are left out."""
    documents: Mapping[str, Document] = field(repr=False, compare=False, default_factory=dict)
    """The rule files by rule id, and those of proofs by their names, for the places of mistakes found later."""

    @property
    def milestones(self) -> Mapping[str, Milestone]:
        """Those facts that a plan itself still has to bring about."""
        return {name: fact for name, fact in self.facts.items() if isinstance(fact, Milestone)}

    def norm(self, name: str) -> Rule | PlanRule:
        """Return a rule on clauses or on plans by its id, which must be one."""
        return self.rules.get(name) or self.plan_rules[name]

    def accomplished(self, rule: Norm) -> When | None:
        """Return the milestones that a rule's route comes by: with all of them done, the rule asks for nothing more.

        None if its route names none.
        """
        wanted: dict[str, list[str]] = {}
        for name, value in (pair for step in rule.route for pair in step.settles.items()):
            if name in self.milestones and value not in wanted.setdefault(name, []):
                wanted[name].append(value)
        allowed = {name: Allowed(values=tuple(values)) for name, values in wanted.items()}
        return When(attributes=allowed) if allowed else None

    @property
    def own_rules(self) -> tuple[Rule, ...]:
        """The rules that are not inherited."""
        return tuple(rule for rule in self.rules.values() if rule.id not in self.inherited)

    @property
    def words(self) -> Path:
        """The folder whose lexicon and learned weights the readers use."""
        return self.base or self.folder

    @property
    def names(self) -> Path | None:
        """The folder whose names of parties and territories come before those of ``words``."""
        return self.folder if self.base else None


def digest_of(*folders: Path | None) -> str:
    """Return ``sha256:...`` over the names and bytes of the folders' YAML files and of the nominator's weights.

    ``InputError`` if one of them cannot be read.
    """
    total = hashlib.sha256()
    for folder in filter(None, folders):
        above = len((folder / "_").as_posix()) - 1
        for path in (*_files(folder, "**/*.yaml"), *_files(folder, "nominator/*.npy")):
            try:
                content = path.read_bytes()
            except OSError as error:
                raise InputError(Problem(message=f"cannot be read: {error.strerror}", path=str(path))) from error
            total.update(path.as_posix()[above:].encode() + b"\0" + content + b"\0")
    return f"sha256:{total.hexdigest()}"


def load_rulebook(folder: Path | None = None) -> Rulebook:
    """Load the rulebook in ``folder``; ``InputError`` lists every mistake with file, line and column."""
    loader = _Loader(find_rules(folder))
    collecting = gc.isenabled()
    gc.disable()  # hundreds of thousands of small objects are made, and none of them is garbage yet
    try:
        with shelved(loader.folder, "rulebook"):
            rulebook = loader.load()
    finally:
        if collecting:
            gc.enable()
    if loader.problems or rulebook is None:
        raise InputError(sorted(loader.problems, key=lambda p: (p.path, p.line, p.column, p.message)))
    return rulebook


def _files(folder: Path, pattern: str) -> list[Path]:
    return sorted(folder.glob(pattern), key=Path.as_posix)


class _Loader:
    """Reads the files one by one and gathers mistakes instead of stopping at the first."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.base: Path | None = None
        self.problems: list[Problem] = []

    def load(self) -> Rulebook | None:
        head = self._document("rulebook.yaml")
        if head is None or not self._mapping(head):
            return None
        below = self._extended(head)
        vocabulary = self._vocabulary()
        if vocabulary is None:
            return None
        home = str(head.data.get("home", ""))
        forums = self._forums(head)
        inherited = self._inherited(head, below, forums)
        parties = self._table("context/parties.yaml", Party)
        documents: dict[str, Document] = {}
        shared = self._rules(self.base, inherited, documents) if self.base else {}
        come_by = self._milestones_below(shared)
        facts = {**self._table("context/facts.yaml", Fact), **come_by, **self._milestones()}
        own = self._rules(self.folder, forums, documents)
        cited = self._sources(self.base, {}) if self.base else {}
        sources = self._sources(self.folder, cited)
        return Rulebook(
            folder=self.folder,
            version=str(head.data.get("version", "")),
            digest=digest_of(self.folder, self.base),
            reviewed=str(head.data.get("reviewed", "")),
            vocabulary=vocabulary,
            forums={**forums, **inherited},
            attributes=self._attributes(vocabulary, parties, facts),
            parties=parties,
            conventions=self._conventions(home),
            home=home,
            gates=self._gates(),
            facts=facts,
            territories=self._table("context/territories.yaml", Territory),
            conflicts=self._entries("context/conflicts.yaml", Conflict, documents, needed=True),
            characterisations=self._table("characterisations.yaml", Words),
            phrases=self._phrases(),
            sources={**sources, **cited},
            rules=dict(sorted({**shared, **own}.items())),
            plan_rules=self._plan_rules(documents),
            durations=self._durations(shared, documents),
            nominated=self._nominated(),
            impossible=self._entries("proof/impossible.yaml", Impossible, documents),
            silences=self._entries("proof/silences.yaml", Silence, documents),
            waivers=self._entries("proof/waivers.yaml", Waiver, documents),
            base=self.base,
            inherited=frozenset((*shared, *inherited, *cited, *come_by)),
            documents=documents,
        )

    def _document(self, name: str) -> Document | None:
        """Read a file; where this rulebook extends another, over the file of the same name there."""
        path = self.folder / name
        below = self.base / name if self.base and name not in OWN else None
        if below is None or not below.is_file():
            if path.is_file():
                return self._read(path)
            self.problems.append(Problem(message="is missing from the rulebook", path=str(path)))
            return None
        lower = self._read(below)
        upper = self._read(path) if path.is_file() else None
        return Layered(upper, lower, join_lists=name in ADDED) if upper and lower else lower

    def _extended(self, head: Document) -> Document | None:
        """Find the rulebook that this one extends and return its head."""
        named = head.data.get("extends")
        if named is None:
            return None
        below = None
        try:
            folder = shipped_rules() if named == SHIPPED else find_rules(Path(normpath(self.folder / str(named))))
            below = load_strict(folder / "rulebook.yaml")
        except InputError as error:
            self.problems.append(head.problem(f"'extends' leads to no rulebook: {error.problems[0]}", "extends"))
        if below and isinstance(below.data, dict) and "extends" not in below.data:
            self.base = folder
            return below
        if below:
            self.problems.append(head.problem(f"'{named}' extends another rulebook itself; extend that one", "extends"))
        return None

    def _inherited(self, head: Document, below: Document | None, own: Mapping[str, Forum]) -> dict[str, Forum]:
        """Return the forums whose law is shared with the rulebook below."""
        forums: dict[str, Forum] = {}
        offered = self._forums(below) if below else {}
        for at, name in enumerate(head.data.get("inherits") or () if below else ()):
            if name in offered and name not in own:
                forums[name] = offered[name]
            else:
                message = f"'{name}' is no forum to inherit; choose from {', '.join(sorted(set(offered) - set(own)))}"
                self.problems.append(head.problem(message, "inherits", at))
        if below:
            self.problems += unread(self.folder, tuple(own))
        return forums

    def _conventions(self, home: str) -> dict[str, Convention]:
        """Read how silence about the performer is understood; ``home`` stands for the home state."""
        found = self._table("context/kinds.yaml", Convention)
        for name, said in found.items():
            parties = (said.performer, *said.candidates)
            performer, *candidates = (home if party == "home" else party for party in parties)
            found[name] = said.model_copy(update={"performer": performer, "candidates": tuple(candidates)})
        return found

    def _read(self, path: Path) -> Document | None:
        try:
            return load_strict(path)
        except InputError as error:
            self.problems += error.problems
            return None

    def _model(self, model: type[_Model], data: Any, document: Document, *keys: Any) -> _Model | None:
        try:
            return model.model_validate(data)
        except ValidationError as error:
            self.problems += validation_problems(error, document, keys)
            return None

    def _table(self, name: str, model: type[_Model]) -> dict[str, _Model]:
        return self._records(self._document(name), model)

    def _records(self, document: Document | None, model: type[_Model]) -> dict[str, _Model]:
        table: dict[str, _Model] = {}
        for key, data in self._mapping(document).items():
            assert document is not None
            record = self._model(model, data, document, key)
            if record is not None:
                table[str(key)] = record
        return table

    def _milestones(self) -> dict[str, Milestone]:
        """Read the milestones; a rulebook whose routes name none needs no file."""
        name = "context/milestones.yaml"
        return self._table(name, Milestone) if (self.folder / name).exists() else {}

    def _milestones_below(self, shared: Mapping[str, Rule]) -> dict[str, Milestone]:
        """Read the milestones of the rulebook below that routes of inherited rules come by."""
        path = self.base / "context/milestones.yaml" if self.base else None
        if path is None or not path.exists():
            return {}
        settled = {name for rule in shared.values() for step in rule.route for name in step.settles}
        found = self._records(self._read(path), Milestone)
        return {name: milestone for name, milestone in found.items() if name in settled}

    def _durations(self, shared: Mapping[str, Rule], documents: dict[str, Document]) -> Durations:
        """Read the terms of steps, those of inherited rules from the rulebook below; a rulebook may have none."""
        taken = {step.takes for rule in shared.values() for step in rule.route}
        found = [(folder, self._durations_of(folder, documents)) for folder in self._folders]
        below = {name: term for folder, d in found if folder == self.base for name, term in d.terms.items()}
        own = found[0][1]
        inherited = {name: term for name, term in below.items() if name in taken}
        return own.model_copy(update={"terms": {**inherited, **own.terms}})

    def _durations_of(self, folder: Path, documents: dict[str, Document]) -> Durations:
        path = folder / "context/durations.yaml"
        document = self._read(path) if path.exists() else None
        if document is not None and folder == self.folder:
            documents["context/durations.yaml"] = document
        return (document and self._model(Durations, document.data, document)) or Durations()

    def _mapping(self, document: Document | None) -> dict[Any, Any]:
        if document is None:
            return {}
        if not isinstance(document.data, dict):
            self.problems.append(document.problem("must be a mapping of names to entries"))
            return {}
        return document.data

    def _gates(self) -> Gates:
        document = self._document("context/gates.yaml")
        return (document and self._model(Gates, document.data, document)) or Gates(others={}, kinds={})

    def _phrases(self) -> dict[str, Phrases]:
        found: dict[str, Phrases] = {}
        paths = (path for folder in self._folders for path in _files(folder, "phrases/*.yaml"))
        for language in sorted({path.stem for path in paths}):
            document = self._document(f"phrases/{language}.yaml")
            phrases = self._model(Phrases, document.data, document) if document else None
            if phrases is not None:
                found[language] = phrases
        if "en" not in found:
            self._document("phrases/en.yaml")
        return found

    @property
    def _folders(self) -> tuple[Path, ...]:
        return (self.folder, self.base) if self.base else (self.folder,)

    def _nominated(self) -> tuple[str, ...]:
        document = self._document(NOMINATOR) if (self._folders[-1] / NOMINATOR).parent.is_dir() else None
        file = self._model(NominatorFile, document.data, document) if document else None
        return tuple(file.kinds) if file else ()

    def _forums(self, head: Document) -> dict[str, Forum]:
        forums: dict[str, Forum] = {}
        given = head.data.get("forums")
        for name, data in given.items() if isinstance(given, dict) else ():
            forum = self._model(Forum, data, head, "forums", name)
            if forum is not None:
                forums[name] = forum
        if not forums:
            self.problems.append(head.problem("names no forums: 'forums' is a mapping of names to entries", "forums"))
        return forums

    def _vocabulary(self) -> Vocabulary | None:
        document = self._document("vocabulary.yaml")
        if document is None:
            return None
        try:
            data = document.data
            return Vocabulary(
                kinds=dict(data["measures"]),
                values={name: tuple(map(str, values)) for name, values in data["values"].items()},
                territories=tuple(data["territories"]),
                equivalent={(a["kind"], a["polarity"]): (b["kind"], b["polarity"]) for a, b in data["equivalent"]},
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            self.problems.append(document.problem(f"lacks a part that a vocabulary must have: {error}"))
            return None

    def _attributes(
        self, vocabulary: Vocabulary, parties: Mapping[str, Party], facts: Mapping[str, Fact]
    ) -> dict[str, AttributeSpec]:
        single = tuple(name for name, party in parties.items() if not party.members and party.type != UNKNOWN)
        named = {
            "measures": tuple(vocabulary.kinds),
            "about": (UNSPECIFIED, *vocabulary.kinds, "agreement"),
            "parties": (UNSPECIFIED, *single),
            "territories": (UNSPECIFIED, *vocabulary.territories),
            **vocabulary.values,
        }
        document = self._document("attributes.yaml")
        specs: dict[str, AttributeSpec] = {}
        for name, given in self._mapping(document).items():
            assert document is not None
            data = given
            if isinstance(data, dict) and isinstance(data.get("values"), str):
                if data["values"] not in named:
                    self.problems.append(
                        document.problem(f"no value list is called '{data['values']}'", name, "values")
                    )
                    continue
                data = {**data, "values": list(named[data["values"]])}
            spec = self._model(AttributeSpec, data, document, name)
            if spec is not None:
                specs[name] = spec
        for name, fact in facts.items():
            specs[name] = AttributeSpec(of="fact", values=fact.values, ask=fact.ask)
        return specs

    def _entries(
        self, name: str, model: type[_Model], documents: dict[str, Document], *, needed: bool = False
    ) -> tuple[_Model, ...]:
        """Read a file that is a list; one that is not needed may be missing."""
        document = self._document(name) if needed or (self.folder / name).exists() else None
        if document is None:
            return ()
        if not isinstance(document.data, list):
            self.problems.append(document.problem("must be a list of entries"))
            return ()
        documents[name] = document
        read = (self._model(model, data, document, at) for at, data in enumerate(document.data))
        return tuple(entry for entry in read if entry is not None)

    def _sources(self, folder: Path, below: Mapping[str, Source]) -> dict[str, Source]:
        """Read the sources of a folder, none of which may stand among those below."""
        sources: dict[str, Source] = {}
        for path in _files(folder, "sources/*.yaml"):
            document = self._read(path)
            file = self._model(SourceFile, document.data, document) if document else None
            for at, place in enumerate(file.sources if file else ()):
                assert file is not None
                assert document is not None
                if place.id in sources or place.id in below:
                    self.problems.append(document.problem(f"source '{place.id}' stands twice", "sources", at, "id"))
                sources[place.id] = Source(
                    id=place.id, instrument=file.instrument, short=file.short, at=place,
                    rank=place.rank or file.rank, url=place.url or file.url,
                )  # fmt: skip
        return sources

    def _rules(self, folder: Path, forums: Mapping[str, Forum], documents: dict[str, Document]) -> dict[str, Rule]:
        paths = [path for forum in forums for path in _files(folder, f"{forum}/**/*.yaml")]
        rules = self._norms(Rule, RULE_PARTS, paths, documents)
        for rule in rules.values():
            forum = Path(documents[rule.id].path).relative_to(folder).parts[0]
            if rule.forum != forum:
                self.problems.append(documents[rule.id].problem(f"forum '{rule.forum}' is not its folder", "forum"))
        return rules

    def _plan_rules(self, documents: dict[str, Document]) -> dict[str, PlanRule]:
        return self._norms(PlanRule, PLAN_RULE_PARTS, _files(self.folder, "plan/**/*.yaml"), documents)

    def _norms(
        self, model: type[_Norm], parts: tuple[str, ...], paths: list[Path], documents: dict[str, Document]
    ) -> dict[str, _Norm]:
        """Read rule files; ``documents`` gains the file of each by its id, which no two may share."""
        rules: dict[str, _Norm] = {}
        for path in paths:
            document = self._read(path)
            if document is None:
                continue
            self.problems += _out_of_order(document, parts)
            rule = self._model(model, document.data, document)
            if rule is None:
                continue
            if rule.id in documents:
                self.problems.append(document.problem(f"rule '{rule.id}' stands twice", "id"))
            if rule.id != path.stem:
                self.problems.append(document.problem(f"id and file name differ: '{rule.id}', '{path.stem}'", "id"))
            rules[rule.id] = rule
            documents[rule.id] = document
        return dict(sorted(rules.items()))


def _out_of_order(document: Document, parts: tuple[str, ...]) -> Iterator[Problem]:
    """Report parts of a rule file that do not stand in the fixed order."""
    if not isinstance(document.data, dict):
        return
    known = [key for key in document.data if key in parts]
    for key, wanted in zip(known, sorted(known, key=parts.index), strict=True):
        if key != wanted:
            yield document.problem(f"part '{key}' is out of order: '{wanted}' comes here", key)
            return


def load_record(path: Path, model: type[_Model]) -> tuple[_Model, Document]:
    """Load a file of YAML as a record, with the document for the places of mistakes found later."""
    document = load_strict(path)
    try:
        return model.model_validate(document.data), document
    except ValidationError as error:
        raise InputError(validation_problems(error, document)) from error


def validation_problems(error: ValidationError, document: Document, keys: tuple[Any, ...] = ()) -> Iterator[Problem]:
    """Turn the mistakes that pydantic found into sentences with their places."""
    found = error.errors(include_url=False)
    for item in found:
        below = (other["loc"] for other in found if len(other["loc"]) > len(item["loc"]))
        if item["type"] == "too_short" and any(loc[: len(item["loc"])] == item["loc"] for loc in below):
            continue  # what is in the list is wrong; that it then holds nothing is no mistake of its own
        loc = tuple(part for part in item["loc"] if part not in ("attributes", "characterised"))
        where = ".".join(map(str, loc))
        yield document.problem(one_line(_sentence(item, where)), *keys, *loc)


def _sentence(item: Any, where: str) -> str:
    wordings: dict[str, Callable[[], str]] = {
        "extra_forbidden": lambda: f"unknown key '{where}'; check its spelling",
        "missing": lambda: f"'{where}' is missing",
        "value_error": lambda: str(item["ctx"]["error"]),
        "model_type": lambda: f"'{where or 'the entry'}' must be a mapping of keys to values",
        "string_type": lambda: f"'{where}' must be text, not {_kind_of(item['input'])}",
        "literal_error": lambda: f"'{where}' is '{item['input']}'; expected {item['ctx']['expected']}",
    }
    wording = wordings.get(item["type"])
    return wording() if wording else f"'{where}': {item['msg'][0].lower()}{item['msg'][1:]}"


def _kind_of(value: object) -> str:
    names = {int: "a number", bool: "true or false", list: "a list", dict: "a mapping", type(None): "nothing"}
    return names.get(type(value), type(value).__name__)
