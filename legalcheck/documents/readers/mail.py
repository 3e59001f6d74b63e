"""Mails: the subject as the title, then the body, its plain text before its page; attachments are named.

Where the body numbers nothing, it is a letter that goes with the plan: the one attached document that can be read is
read in its place. Quoted mails and signatures are set apart. Nothing that a mail refers to is fetched.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from email import errors, message_from_bytes
from email.message import EmailMessage
from email.policy import EmailPolicy
from pathlib import PurePath
from typing import Any, cast

from legalcheck.documents import limits
from legalcheck.documents.characters import collapsed, decoded, seen
from legalcheck.documents.formulas import formulas
from legalcheck.documents.markers import MARKER
from legalcheck.documents.paragraphs import Paragraph
from legalcheck.model.problem import InputError, Problem

MAX_HEADER = 10_000
"""Characters of one header that are read."""
MAX_LINES = 1_000_000
MAX_NESTING = 50
"""Multiparts of one mail."""
_BOUNDARY = re.compile(rb"boundary\s*=", re.I)
_CUT = (errors.CloseBoundaryNotFoundDefect, errors.StartBoundaryNotFoundDefect)
_TEXTS = {".txt": "text/plain", ".md": "text/markdown"}
_DOCUMENTS = (".docx", ".odt", ".pdf", ".html", ".htm")
_QUOTE = re.compile(r"\s*>+ ?")
_SIGNATURE = re.compile(r"--\s*$")
_TAB = 4


class _Bounded(EmailPolicy):
    """Headers as text, however long a sender made them."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, Any]:
        """Return a header's name and value, cut where it is long."""
        kept: list[str] = []
        size = 0
        for line in sourcelines:
            size += len(line)
            if kept and size > MAX_HEADER:
                break
            kept.append(line[:MAX_HEADER])
        return cast(tuple[str, Any], super().header_source_parse(kept))


def paragraphs(raw: bytes, name: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a mail."""
    mail = _parsed(raw, name)
    subject = collapsed(str(mail["subject"] or "").encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
    body, attached = _parts(mail, name)
    words = list(_unquoted(_body(body, name)))
    readable = [part for part in attached if _suffix(part)]
    if readable and not any(_numbers(one) for one in words):
        if len(readable) > 1:
            message = f"attaches several documents ({_names(readable)}); save the one that is the plan and give that"
            raise InputError(Problem(message=message, path=name))
        letter = [replace(one, apart=one.apart or "letter", heading=0) for one in words]
        words = [*letter, *_attachment(readable[0], name)]
        attached = [part for part in attached if part is not readable[0]]
    yield from _counted(subject, words, _names(attached))


def _parsed(raw: bytes, name: str) -> EmailMessage:
    lines = raw.count(b"\n")
    if lines > MAX_LINES:
        raise limits.too_long(name, "lines", MAX_LINES)
    if len(_BOUNDARY.findall(raw)) > MAX_NESTING:
        raise limits.too_long(name, "parts within parts", MAX_NESTING)
    try:
        mail = cast(EmailMessage, message_from_bytes(raw, policy=_Bounded()))
        parts = sum(1 for _ in mail.walk())
    except (RecursionError, ValueError, LookupError, errors.MessageError) as error:
        raise InputError(Problem(message="is broken: it cannot be read as a mail; save it again", path=name)) from error
    if parts > limits.MAX_PARTS:
        raise limits.too_long(name, "parts", limits.MAX_PARTS)
    if any(isinstance(defect, _CUT) for part in mail.walk() for defect in part.defects):
        raise InputError(Problem(message="is cut off: a part of the mail does not end; save it again", path=name))
    return mail


def _parts(mail: EmailMessage, name: str) -> tuple[list[EmailMessage], list[EmailMessage]]:
    """Return the parts that make the body, the best first, and those that are attached."""
    if not mail.is_multipart() and mail.get_content_maintype() != "text":
        return [], [mail]
    bodies = [found for kind in ("plain", "html") if (found := mail.get_body((kind,))) is not None]
    within = [part for body in bodies for part in body.walk()]
    attached = []
    for part in _outer(mail):
        named = part.get_filename() or part.get_content_disposition() == "attachment"
        if named and not any(part is one for one in within):
            attached.append(part)
    return cast(list[EmailMessage], bodies), attached


def _outer(part: EmailMessage) -> Iterator[EmailMessage]:
    """Yield the parts that hold no others; a mail within a mail is one of them."""
    if part.get_content_maintype() != "multipart":
        yield part
        return
    for one in part.iter_parts():
        yield from _outer(cast(EmailMessage, one))


def _body(parts: list[EmailMessage], name: str) -> list[Paragraph]:
    """Return the paragraphs of the first part that has words."""
    for part in parts:
        text = _text(part, name)
        if text.strip():
            return list(_read_text(text, part.get_content_type(), name))
    return []


def _text(part: EmailMessage, name: str) -> str:
    return decoded(_payload(part, name), name, part.get_content_charset() or "")


def _payload(part: EmailMessage, name: str) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError) as error:
        raise InputError(Problem(message="is broken: a part of the mail cannot be decoded", path=name)) from error
    return payload if isinstance(payload, bytes) else b""


def _read_text(text: str, kind: str, name: str) -> Iterator[Paragraph]:
    if kind == "text/html":
        from legalcheck.documents.readers.page import paragraphs_of_text  # noqa: PLC0415 - most mails are plain text

        return paragraphs_of_text(text, name)
    return _lines(text)


def _lines(text: str) -> Iterator[Paragraph]:
    """Yield the lines of plain text; lines that no blank line parts make one paragraph."""
    number, apart, blank = 0, "", True
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for at, line in enumerate(lines):
        if not line.strip():
            blank = True
            continue
        before, apart = apart, _apart(line, lines[at + 1 : at + 3], apart)
        words = seen(_QUOTE.sub("", line, count=1) if apart == "quoted" else line).expandtabs(_TAB)
        number += blank or before != apart
        indent = len(words) - len(words.lstrip())
        yield Paragraph(" ".join(words.split()), number, at + 1, depth=-(-indent // _TAB), apart=apart)
        blank = False


def _apart(line: str, following: list[str], before: str) -> str:
    """Say what a line of a mail is besides text: quoted, or of the signature or an old mail, which go on to the end."""
    if before in ("signature", "original"):
        return before
    if formulas().heads_old_mail(line):
        return "original"
    if _SIGNATURE.match(line):
        return "signature"
    quoted = _QUOTE.match(line) or (formulas().opens_quote(line) and any(_QUOTE.match(one) for one in following))
    return "quoted" if quoted else ""


def _unquoted(words: list[Paragraph]) -> Iterator[Paragraph]:
    """Yield the paragraphs, a salutation set apart; a mail that holds nothing but a quoted one is read for that."""
    only = all(one.apart for one in words)
    for at, one in enumerate(words):
        apart = "quoted" if one.apart == "original" else one.apart
        if at == 0 and not apart and formulas().greets(one.text):
            apart = "letter"
        yield replace(one, apart="" if only and apart == "quoted" else apart)


def _numbers(one: Paragraph) -> bool:
    return not one.apart and bool((one.label and one.label != "•") or MARKER.match(one.text))


def _suffix(part: EmailMessage) -> str:
    suffix = PurePath(part.get_filename() or "").suffix.lower()
    return suffix if suffix in _TEXTS or suffix in _DOCUMENTS else ""


def _attachment(part: EmailMessage, name: str) -> Iterator[Paragraph]:
    from legalcheck.documents.readers import SUFFIXES, paragraphs_of  # noqa: PLC0415 - it leads here, too

    suffix, shown = _suffix(part), f"{name} ({_names([part])})"
    if suffix in _TEXTS:
        yield from _lines(_text(part, shown))
    else:
        yield from paragraphs_of(_payload(part, shown), shown, SUFFIXES[suffix])


def _names(parts: Iterable[EmailMessage]) -> str:
    return ", ".join(collapsed(part.get_filename() or part.get_content_type())[:100] for part in parts)


def _counted(subject: str, words: Iterable[Paragraph], attached: str) -> Iterator[Paragraph]:
    """Yield the title, the words and the names of what is attached and was not read, paragraphs counted through."""
    number, before = 0, None
    if subject:
        number += 1
        yield Paragraph(subject, number, 1, heading=1)
    for one in words:
        number += one.number != before
        before = one.number
        yield replace(one, number=number)
    if attached:
        yield Paragraph(attached, number + 1, number + 1, apart="attachment")
