"""Write comments into the margin of a Word document, and nothing else: every other part keeps its bytes."""

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from legalcheck.documents.markup import parsed
from legalcheck.documents.packed import Pack
from legalcheck.documents.readers.word_walk import W
from legalcheck.documents.word_marks import Finder, Stretch, put

AUTHOR = "legalcheck"
_TYPES = "[Content_Types].xml"
_CONTENT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATED = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_SMALL = "18"
"""Size of the words of a comment, in half points."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What to say in the margin, a paragraph a line, and beside what: a part of a clause, or all of it.

    ``paragraph`` is that in which the clause begins, None if the remark is on the document; ``start`` and ``end`` count
    characters of the clause's ``text``.
    """

    lines: tuple[str, ...]
    paragraph: int | None = None
    text: str = ""
    start: int = 0
    end: int = 0


def commented(raw: bytes, name: str, remarks: Sequence[Sequence[Remark]]) -> dict[str, bytes]:
    """Return the parts of a document with comments, one group of remarks a clause, in the order of the document.

    Comments of others stay as they are with their ids; our own of an earlier run go. ``InputError`` if the document
    cannot be used.
    """
    return _Margin(Pack(raw, name)).written(remarks)


class _Margin:
    def __init__(self, pack: Pack):
        self.pack = pack
        self.main = self._main()
        self.folder = posixpath.dirname(self.main)
        self.links_name = posixpath.join(self.folder, "_rels", f"{posixpath.basename(self.main)}.rels")
        root = self._parsed(self.main)
        if root is None or root.tag != f"{W}document":
            raise pack.refusal(
                "is not in the usual form of Word; save it there as Word document (.docx), not as strict"
            )
        self.root: Any = root
        self.links = self._parsed(self.links_name)
        self.comments_name, self.comments = self._comments()

    def written(self, groups: Sequence[Sequence[Remark]]) -> dict[str, bytes]:
        """Return all parts in their order, the new ones at the end."""
        changed: dict[str, bytes] = {}
        self._drop_own()
        placed = self._placed(groups)
        if placed and self.comments is None:
            self.comments = _new("comments")
            changed |= self._add_part()
        put([(number, stretch) for number, stretch, _ in placed])
        if self.comments is not None:
            self.comments.extend(_comment(number, remark.lines) for number, _, remark in placed)
        changed[self.main] = _bytes(self.root)
        if self.comments is not None:
            changed[self.comments_name] = _bytes(self.comments)
        return {name: changed.get(name) or self._part(name) for name in self.pack.order} | changed

    def _main(self) -> str:
        for link in _all(self._parsed("_rels/.rels"), f"{_RELATED}Relationship"):
            if str(link.get("Type", "")).endswith("/officeDocument"):
                return str(link.get("Target", "")).lstrip("/")
        raise self.pack.refusal("is broken: it holds no text; open it in Word and save it again")

    def _parsed(self, name: str) -> Any | None:
        raw = self.pack.part(name)
        return None if raw is None else parsed(raw, self.pack.name, whole=True)

    def _part(self, name: str) -> bytes:
        raw = self.pack.part(name)
        assert raw is not None
        return raw

    def _comments(self) -> tuple[str, Any | None]:
        """Return the name of the part with the comments, and its root if there is one."""
        for link in _all(self.links, f"{_RELATED}Relationship"):
            if str(link.get("Type", "")) == f"{_OFFICE}/comments":
                name = posixpath.normpath(posixpath.join("/", self.folder, link.get("Target", ""))).lstrip("/")
                return name, self._parsed(name)
        taken = self.pack.names
        names = ("comments.xml", *(f"comments{at}.xml" for at in range(1, len(taken) + 2)))
        return next(name for name in (posixpath.join(self.folder, one) for one in names) if name not in taken), None

    def _drop_own(self) -> None:
        """Take out the comments of an earlier run with their marks; runs that were split for them stay split."""
        if self.comments is None:
            return
        own = {c.get(f"{W}id"): c for c in self.comments.iterfind(f"{W}comment") if c.get(f"{W}author") == AUTHOR}
        for comment in own.values():
            self.comments.remove(comment)
        for name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
            for mark in [m for m in self.root.iter(f"{W}{name}") if m.get(f"{W}id") in own]:
                run = mark.getparent()
                _remove(mark)
                if name == "commentReference" and run.tag == f"{W}r" and not len(run):
                    _remove(run)

    def _placed(self, groups: Sequence[Sequence[Remark]]) -> list[tuple[int, Stretch, Remark]]:
        """Return each remark with the id of its comment and its place; one without any place is left out."""
        finder = Finder(self.root)
        placed: list[tuple[int, Stretch, Remark]] = []
        number = self._highest() + 1
        for group in groups:
            at = finder.clause(group[0].paragraph, group[0].text) if group and group[0].paragraph else None
            for remark in group:
                if at is None or remark.start >= remark.end:
                    stretch = finder.whole(remark.paragraph)
                else:
                    stretch = finder.stretch(at, remark.text, remark.start, remark.end)
                if stretch is not None:
                    placed.append((number, stretch, remark))
                    number += 1
        return placed

    def _highest(self) -> int:
        """Return the highest id of a comment that the document has or speaks of, -1 if there is none."""
        marks = [*_all(self.comments, f"{W}comment"), *_all(self.root, f"{W}commentReference")]
        ids = [str(mark.get(f"{W}id", "")) for mark in marks]
        return max((int(one) for one in ids if one.isdecimal() and len(one) < 10), default=-1)

    def _add_part(self) -> dict[str, bytes]:
        """Return the parts that have to name the part with the comments, now that there is one."""
        types = self._parsed(_TYPES)
        if types is None:
            raise self.pack.refusal("is broken: it does not say what its parts are; open it in Word and save it again")
        override = types.makeelement(f"{_CONTENT}Override", nsmap=types.nsmap)
        override.set("PartName", f"/{self.comments_name}")
        override.set("ContentType", _COMMENTS)
        types.append(override)
        if self.links is None:
            self.links = _element(f"{_RELATED}Relationships", None)
        ids = {link.get("Id") for link in self.links}
        if any(link.get("Type") == f"{_OFFICE}/comments" for link in self.links):
            return {_TYPES: _bytes(types)}  # it is named already, but was missing
        link = self.links.makeelement(f"{_RELATED}Relationship", nsmap=self.links.nsmap)
        link.set("Id", next(name for name in (f"rId{at}" for at in range(1, len(ids) + 2)) if name not in ids))
        link.set("Type", f"{_OFFICE}/comments")
        link.set("Target", posixpath.relpath(self.comments_name, self.folder or "."))
        self.links.append(link)
        return {_TYPES: _bytes(types), self.links_name: _bytes(self.links)}


def _all(root: Any | None, tag: str) -> Iterator[Any]:
    return root.iter(tag) if root is not None else iter(())


def _remove(element: Any) -> None:
    """Take out an element and keep the white space behind it."""
    parent, before = element.getparent(), element.getprevious()
    if element.tail:
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def _comment(number: int, lines: Sequence[str]) -> Any:
    comment = _new("comment")
    for name, text in (("id", str(number)), ("author", AUTHOR), ("initials", "lc")):
        comment.set(f"{W}{name}", text)
    for at, line in enumerate(lines):
        paragraph = _under(comment, "p")
        spacing = _under(_under(paragraph, "pPr"), "spacing")
        spacing.set(f"{W}after", "40")
        if at == 0:
            _under(_under(paragraph, "r"), "annotationRef")
        run = _under(paragraph, "r")
        looks = _under(run, "rPr")
        if at == 0:
            _under(looks, "b")
        _under(looks, "sz").set(f"{W}val", _SMALL)
        text = _under(run, "t")
        text.text = line
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return comment


def _under(parent: Any, name: str) -> Any:
    child = parent.makeelement(f"{W}{name}")
    parent.append(child)
    return child


def _new(name: str) -> Any:
    return _element(f"{W}{name}", "w")


def _element(tag: str, prefix: str | None) -> Any:
    from lxml import etree  # noqa: PLC0415 - only documents need it

    return etree.Element(tag, nsmap={prefix: tag[1:].partition("}")[0]})


def _bytes(root: Any) -> bytes:
    """Return a part as its file holds it, with its encoding and the declaration that Word expects."""
    from lxml import etree  # noqa: PLC0415

    raw: bytes = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
    return raw
