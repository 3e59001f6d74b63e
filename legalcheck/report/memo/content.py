"""What a memorandum says of a result: question, short answer, findings by gravity, positions, routes, sources, limits.

Findings of one rule in the same words are one finding with all its clauses. Sources are numbered in the order in which
they are first cited.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from legalcheck.documents.numbered import introductions
from legalcheck.model.result import ClauseResult, Finding, PlanFinding, Result
from legalcheck.model.rule import Position, Step
from legalcheck.model.values import LEVELS, VERDICTS
from legalcheck.report.memo.parts import Memo, Paragraph, Row, Section, Table, Words, safe
from legalcheck.report.stretches import stretch_of
from legalcheck.report.text import MAX_SHOWN, TextReport, cut, step_line
from legalcheck.rulebook.load import Rulebook

LIGHTEST = "notice"
"""Level whose findings stand in a table, as they ask for nothing."""
_READ = {"yes": "read_yes", "partly": "read_partly", "no-from-memory": "read_no"}
_ROOM_TITLE, _ROOM_NUMBER = 200, 24
"""Characters of a title and of a clause number that a line has room for."""


@dataclass
class _Point:
    """A finding with all the clauses that it was made on, in their order, and the words that it rests on there."""

    finding: Finding | PlanFinding
    clauses: list[str] = field(default_factory=list)
    words: list[tuple[str, str]] = field(default_factory=list)
    number: str = ""

    @property
    def across(self) -> bool:
        """Whether it shows only across the clauses of a plan."""
        return isinstance(self.finding, PlanFinding)


def memo_of(result: Result, book: Rulebook, language: str, name: str = "m1") -> Memo:
    """Return the memorandum on a result; ``name`` begins its anchors, so that several stand in one file."""
    return _Author(result, book, language, name).memo()


class _Author:
    def __init__(self, result: Result, book: Rulebook, language: str, name: str):
        self.result = result
        self.book = book
        self.language = language
        self.name = name
        self.phrases = book.phrases[language]
        self.words = self.phrases.memo
        self.said = self.phrases.report
        self.plain = TextReport(book, language=language)
        self.cited: dict[str, int] = {}
        self.silent = introductions(result.clauses)
        self.alone = not result.plan.path and len(result.clauses) == 1
        points = _points(result, list(book.forums))
        self.certain = [point for point in points if point.finding.certainty == "certain"]
        self.possible = [point for point in points if point.finding.certainty == "possible"]

    def memo(self) -> Memo:
        """Return the memorandum."""
        findings = self._findings()
        sections = [self._question(), self._answer(), findings, self._positions(), self._routes()]
        sections += [self._sources(), self._reservations()]
        stamp = self.result.rulebook
        return Memo(
            heading=self.words["heading"],
            title=self._title(),
            facts=tuple((name, safe(text)) for name, text in self._facts()),
            sections=(*sections, *(() if self.alone else (self._annex(),))),
            language=self.language,
            foot=f"legalcheck · {self.words['rulebook']} {stamp.version} ({stamp.digest[:19]}) · {self.result.as_of}",
            page=self.words["page"],
        )

    def _title(self) -> str:
        return safe(cut(self.result.plan.title or self.result.plan.path or self.words["clause_alone"], _ROOM_TITLE))

    def _facts(self) -> Iterator[tuple[str, str]]:
        yield self.words["subject"], self._title()
        if self.result.plan.path:
            yield self.words["document"], cut(self.result.plan.path, _ROOM_TITLE)
        yield self.words["law_of"], self.result.as_of
        yield self.words["rulebook"], f"{self.result.rulebook.version}, {self.result.rulebook.digest[:19]}"
        if self.result.assumptions:
            given = (
                f"{self.phrases.facts.get(name, name.replace('_', ' '))}: {self.phrases.value(name, value)}"
                for name, value in self.result.assumptions.items()
            )
            yield self.words["given"], "; ".join(given)

    def _question(self) -> Section:
        asked = self.words["question_clause" if self.alone else "question_plan"].format(title=self._title())
        blocks = [_body(asked)]
        if self.alone:
            blocks.append(Paragraph((Words(safe(cut(self._text(self.result.clauses[0]), MAX_SHOWN))),), "quote"))
        forums = [forum for name, forum in self.book.forums.items() if name in self.result.plan.forums]
        law = "; ".join(f"{forum.title.in_(self.language)}: {forum.about.in_(self.language)}" for forum in forums)
        return Section(self.words["question"], (*blocks, _body(f"{law}.")))

    def _answer(self) -> Section:
        plan = self.result.plan
        head = (Words(f"{self.words['answer_verdict']}: "), Words(self._word(plan.verdict), "strong"))
        blocks = [Paragraph((*head, Words("." if self.alone else f". {self.plain.counted(self.result)}")))]
        blocks += [
            _point(Words(f"{self._forum(name)}: "), Words(self._word(verdict), "strong"))
            for name, verdict in plan.forums.items()
        ]
        if not self.alone:
            blocks += [_lead(self.words["answer_levels"]), *self._by_verdict(), *self._gravest()]
        if plan.possible_verdict != plan.verdict:
            word = Words(self._word(plan.possible_verdict), "strong")
            blocks.append(Paragraph((Words(f"{self.words['answer_open']}: "), word, Words("."))))
        return Section(self.words["answer"], tuple(blocks))

    def _by_verdict(self) -> Iterator[Paragraph]:
        for verdict in VERDICTS:
            clauses = [c.number for c in self.result.clauses if c.verdict == verdict and c.number not in self.silent]
            if clauses:
                yield _point(Words(self._word(verdict), "strong"), Words(f": {self._clauses(clauses)}"))

    def _gravest(self) -> Iterator[Paragraph]:
        """Yield the findings that the verdict of the plan rests on."""
        points = [p for p in self.certain if p.finding.level == self.result.plan.verdict != LIGHTEST]
        if points:
            yield _lead(self.words["answer_gravest"])
        for point in points:
            yield _point(*self._listed([point]))

    def _findings(self) -> Section:
        parts: list[Section] = []
        for level in LEVELS:
            points = [point for point in self.certain if point.finding.level == level]
            if points:
                parts.append(self._level(level, points, f"3.{len(parts) + 1}"))
        if self.possible:
            number = f"3.{len(parts) + 1}"
            for point in self.possible:
                point.number = number
            table = self._table(self.possible, graded=True)
            blocks = (_body(self.words["possible_intro"]), table)
            parts.append(Section(self.words["possible"], blocks, anchor=self._anchor(number)))
        empty = () if parts else (_body(self.words["findings_none"]),)
        return Section(self.words["findings"], empty, tuple(parts))

    def _level(self, level: str, points: Sequence[_Point], number: str) -> Section:
        """Return the section on one level, which will have this number."""
        title = _capital(self._word(level))
        meaning = (Words(f"{_capital(self.phrases.page[level])}.", "emphasis"),)
        if level == LIGHTEST:
            for point in points:
                point.number = number
            return Section(title, (Paragraph(meaning), self._table(points)), anchor=self._anchor(number))
        for at, point in enumerate(points, 1):
            point.number = f"{number}.{at}"
        return Section(title, (Paragraph(meaning, "lead"),), tuple(self._finding(point) for point in points))

    def _finding(self, point: _Point) -> Section:
        finding = point.finding
        where = () if self.alone else (Words(f"{_capital(self._where(point))}. ", "strong"),)
        blocks = [Paragraph((*where, Words(safe(finding.message))))]
        if point.words:
            places = (("" if self.alone else f"{number}: ") + self._quoted(said) for number, said in point.words)
            quoted = "; ".join(places)
            blocks.append(Paragraph((Words(f"{self.words['words']}: ", "emphasis"), Words(safe(quoted))), "quote"))
        standing = f"{self._forum(finding.forum)}, "
        differ = Words(self._word(finding.standing), link=self._link("positions") if finding.positions else "")
        head = Words(f"{self.words['assessment']}: ", "emphasis")
        blocks.append(Paragraph((head, Words(standing), differ, Words(f" ({finding.rule})."))))
        head = Words(f"{self.said['sources']}: ", "emphasis")
        blocks.append(Paragraph((head, *self._cite(finding.sources), Words("."))))
        return Section(safe(self._titled(point)), tuple(blocks), anchor=self._anchor(point.number))

    def _table(self, points: Sequence[_Point], *, graded: bool = False) -> Table:
        """Return findings as a table, with their levels if they are not all of one."""
        rows = []
        for point in points:
            finding = point.finding
            cited = tuple(self._numbered(finding.sources))
            cells = [(Words(safe(finding.message)),), (Words(self._numbers(point.clauses)),), cited]
            level = f"{self._word(finding.level)}, {self._forum(finding.forum)}"
            rows.append(Row(tuple([(Words(level),), *cells] if graded else cells)))
        heads = [self.words["finding"], self.said["head_clause"], self.said["sources"]]
        if graded:
            return Table((self.words["level"], *heads), tuple(rows), (17, 53, 14, 16))
        return Table(tuple(heads), tuple(rows), (66, 17, 17))

    def _positions(self) -> Section:
        differing: dict[str, list[_Point]] = {}
        for point in (*self.certain, *self.possible):
            if point.finding.positions:
                differing.setdefault(point.finding.rule, []).append(point)
        blocks = []
        for points in differing.values():
            blocks.append(Paragraph(tuple(self._listed(points)), "lead"))
            blocks += [self._view(view) for view in points[0].finding.positions]
        intro = self.words["positions_intro" if blocks else "positions_none"]
        return Section(self.words["positions"], (_body(intro), *blocks), anchor=self._anchor("positions"))

    def _view(self, view: Position) -> Paragraph:
        year = f", {view.year}" if view.year and str(view.year) not in view.held_by else ""
        cited = (Words(" ["), *self._numbered(view.sources), Words("]")) if view.sources else ()
        holder = Words(safe(f"{view.held_by}{year}: "), "strong")
        return _point(holder, Words(safe(f"{view.view} ({self._word(view.level)})")), *cited)

    def _routes(self) -> Section:
        blocks = []
        stuck = [p for p in self.certain if p.finding.level == LEVELS[0] and not p.finding.route]
        if stuck:
            blocks.append(Paragraph((Words(f"{self.words['no_route']} ", "strong"), *self._listed(stuck), Words("."))))
        ways: dict[tuple[str, ...], list[_Point]] = {}
        for point in self.certain:
            if point.finding.route:
                ways.setdefault(tuple(step_line(step) for step in point.finding.route), []).append(point)
        for points in ways.values():
            head = Words(f"{self.words['for_findings']} ", "strong")
            blocks.append(Paragraph((head, *self._listed(points), Words(":")), "lead"))
            route = points[0].finding.route
            blocks += [self._step(step, first=step is route[0]) for step in route]
        return Section(self.words["routes"], tuple(blocks) or (_body(self.words["routes_none"]),))

    def _listed(self, points: Iterable[_Point]) -> Iterator[Words]:
        """Yield findings with their numbers and clauses; the title of those that share a rule is said once."""
        before = ""
        for at, point in enumerate(points):
            title = "" if point.finding.rule == before else f" {self._titled(point)}"
            yield Words("; " if at else "")
            yield self._to(point)
            yield Words(safe(title if self.alone else f"{title} ({self._where(point)})"))
            before = point.finding.rule

    def _step(self, step: Step, *, first: bool) -> Paragraph:
        cited = (Words(" ["), *self._numbered(step.sources), Words("]")) if step.sources else ()
        return Paragraph((Words(safe(step_line(step, self.said["condition"]))), *cited), "step", first)

    def _sources(self) -> Section:
        rows = []
        for name, number in self.cited.items():
            source = self.book.sources[name]
            instrument = Words(safe(source.instrument.in_(self.language)), link=source.url or "")
            place = Words(safe(source.at.pinpoint.in_(self.language)))
            state = Words(self.words[_READ[source.at.verified]])
            row = ((Words(str(number)),), (instrument,), (place,), (state,))
            rows.append(Row(row, anchor=self._anchor(f"source_{number}")))
        heads = tuple(self.words[head] for head in ("source_number", "source", "place", "state"))
        return Section(self.words["sources"], (Table(heads, tuple(rows), (7, 48, 30, 15)),) if rows else ())

    def _reservations(self) -> Section:
        points = [self.words["reserve_clear"].format(clear=self._word("clear")), self.words["reserve_forums"]]
        judged = [clause for clause in self.result.clauses if clause.number not in self.silent]
        unread = [clause.number for clause in judged if clause.verdict == "not_understood"]
        guessed = [clause.number for clause in judged if any(m.status == "possible" for m in clause.measures)]
        for name, clauses in (("reserve_unread", unread), ("reserve_guessed", guessed)):
            points += [self.words[name].format(clauses=self._numbers(clauses))] if clauses else []
        points += self._needed()
        points += self.plain.apart(self.result)
        points += self._accepted()
        points += [
            self.said["unchecked"].format(
                first=chunk.clauses[0], last=chunk.clauses[-1], number=chunk.matters, cause=chunk.cause
            )
            for chunk in self.result.plan.unchecked
        ]
        blocks = [_point(Words(safe(point))) for point in points]
        doubtful = [name for name in self.cited if self.book.sources[name].at.verified != "yes"]
        if doubtful:
            before, after = self.words["reserve_sources"].split("{numbers}")
            blocks.append(_point(Words(before), *self._numbered(doubtful), Words(after)))
        return Section(self.words["reservations"], (*blocks, _point(Words(self.words["reserve_advice"]))))

    def _accepted(self) -> Iterator[str]:
        """Yield by which view disputed law counts, then what is accepted, on which clauses and why."""
        plain = self.plain
        doctrine = plain.by_doctrine(self.result.doctrine).strip()
        yield from [doctrine] if doctrine else []
        yield from plain.acceptances(self.result)
        for clause in self.result.clauses:
            where = "" if self.alone else f"{self._clauses([clause.number])}, "
            for finding in (one for one in clause.findings if one.accepted):
                yield f"{where}{finding.rule}: {plain.acceptance(finding)}"
            yield from (f"{where}{said}" for said in (plain.acceptance(clause), *plain.stale(clause)) if said)
        for across in (one for one in self.result.plan.findings if one.accepted):
            yield f"{across.rule}: {plain.acceptance(across)}"

    def _needed(self) -> Iterator[str]:
        """Yield each question still open with its clauses, then by clause what was seen in it but not acted on."""
        asked: dict[str, list[str]] = {}
        for clause in self.result.clauses:
            for unknown in clause.unknowns:
                asked.setdefault(unknown.ask, []).append(clause.number)
        for ask, clauses in asked.items():
            where = "" if self.alone else f" ({self._clauses(dict.fromkeys(clauses))})"
            yield f"{self.said['needed']}: {ask}{where}"
        for clause in self.result.clauses:
            where = "" if self.alone else f"{self._clauses([clause.number])}, "
            words = dict.fromkeys(self._quoted(cut(note.text, _ROOM_TITLE)) for note in clause.notes if note.text)
            others = dict.fromkeys(note.message for note in clause.notes if not note.text)
            for told in (", ".join(words), *others):
                if told:
                    yield f"{self.said['not_acted_on']}: {where}{told}"

    def _annex(self) -> Section:
        """Return all clauses with their verdicts, so that the memorandum can be read without the plan."""
        forums = list(self.result.plan.forums)
        rows = []
        for clause in self.result.clauses:
            silent = clause.number in self.silent
            verdicts = [(Words("–" if silent else self._word(clause.forums[forum])),) for forum in forums]
            text = safe(cut(self._text(clause), MAX_SHOWN))
            rows.append(Row(((Words(self._numbers([clause.number])),), (Words(text),), *verdicts)))
        each = 48 // max(1, len(forums))
        heads = (self.said["head_clause"], self.said["head_text"], *(self._forum(forum) for forum in forums))
        widths = (10, 90 - each * len(forums), *[each] * len(forums))
        return Section(self.words["annex"], (Table(heads, tuple(rows), widths),))

    def _text(self, clause: ClauseResult) -> str:
        return clause.text or self.said["no_text"]

    def _quoted(self, words: str) -> str:
        return self.words["quoted"].replace("{words}", words)

    def _word(self, value: str) -> str:
        return self.phrases.value("verdict", value)

    def _forum(self, name: str) -> str:
        return self.book.forums[name].title.in_(self.language)

    def _titled(self, point: _Point) -> str:
        name = point.finding.rule
        rules = self.book.plan_rules if point.across else self.book.rules
        return rules[name].title_in(self.language)

    def _where(self, point: _Point) -> str:
        """Return the clauses of a finding in words."""
        if point.across:
            across = self.said["across"]
            return f"{across[:1].lower()}{across[1:]} {self._numbers(point.clauses)}"
        return self._clauses(point.clauses)

    def _clauses(self, numbers: Iterable[str]) -> str:
        names = list(numbers)
        return f"{self.said['clauses' if len(names) > 1 else 'clause']} {self._numbers(names)}"

    def _numbers(self, names: Iterable[str]) -> str:
        return ", ".join(safe(cut(name, _ROOM_NUMBER)) for name in names)

    def _anchor(self, name: str) -> str:
        return f"{self.name}_{name.replace('.', '_')}"

    def _link(self, name: str) -> str:
        return f"#{self._anchor(name)}"

    def _to(self, point: _Point) -> Words:
        """Return the number of a finding, which leads to it."""
        return Words(point.number, "strong", self._link(point.number))

    def _cite(self, names: Sequence[str]) -> tuple[Words, ...]:
        """Return sources as a lawyer cites them, the places in one instrument together, each with its number."""
        together: dict[str, list[str]] = {}
        for name in names:
            together.setdefault(self.book.sources[name].short.in_(self.language), []).append(name)
        line: list[Words] = []
        for short, places in together.items():
            line.append(Words(("; " if line else "") + safe(short)))
            for name in places:
                place = safe(self.book.sources[name].at.pinpoint.in_(self.language))
                line += [Words(f", {place} ["), *self._numbered([name]), Words("]")]
        return tuple(line)

    def _numbered(self, names: Iterable[str]) -> Iterator[Words]:
        """Yield the numbers of sources, which lead to the table; a source first cited here takes the next one."""
        for at, name in enumerate(names):
            number = self.cited.setdefault(name, len(self.cited) + 1)
            if at:
                yield Words(", ")
            yield Words(str(number), link=self._link(f"source_{number}"))


def _points(result: Result, forums: Sequence[str]) -> list[_Point]:
    """Return the findings, gravest first, then by forum, those on single clauses before those across clauses."""
    points: dict[tuple[str, str, str], _Point] = {}
    for clause in result.clauses:
        for finding in clause.findings:
            point = points.setdefault((finding.rule, finding.certainty, finding.message), _Point(finding))
            point.clauses.append(clause.number)
            stretch = stretch_of(finding, clause)
            if stretch:
                point.words.append((clause.number, cut(clause.text[slice(*stretch)], MAX_SHOWN)))
    order = [clause.number for clause in result.clauses]
    for found in result.plan.findings:
        named = {number for numbers in found.clauses.values() for number in numbers}
        point = points.setdefault((found.rule, found.certainty, found.message), _Point(found))
        point.clauses += [number for number in order if number in named]

    def weight(point: _Point) -> tuple[int, bool, int]:
        return LEVELS.index(point.finding.level), point.across, forums.index(point.finding.forum)

    return sorted(points.values(), key=weight)


def _body(text: str) -> Paragraph:
    return Paragraph((Words(safe(text)),))


def _lead(text: str) -> Paragraph:
    return Paragraph((Words(safe(text)),), "lead")


def _point(*line: Words) -> Paragraph:
    return Paragraph(line, "point")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
