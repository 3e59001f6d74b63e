"""Pages, mails and PDFs that are broken, locked or made to do harm: what each is, and what is to come of it."""

import base64
from collections.abc import Callable
from dataclasses import dataclass

from tests.printing import Printer, assembled, stream


@dataclass(frozen=True)
class Hostile:
    """A file: what it does, the kind that it is given as, its bytes, and a part of the sentence or of the words."""

    does: str
    kind: str
    make: Callable[[], bytes]
    refused: str = ""
    read: str = ""
    heavy: bool = False
    """Whether it takes seconds: the benchmark tries it, the tests do not."""


def pdf(put: Callable[[Printer], None] = lambda _: None, **entries: object) -> bytes:
    """Return a PDF of one clause with what ``put`` adds and further entries of the printer."""
    printer = Printer(**entries)  # type: ignore[arg-type]
    printer.page()
    printer.put(60, 100, "1. Northland withdraws its troops.")
    put(printer)
    return printer.raw()


def objects(*more: bytes, pages: str = "<< /Type /Pages /Count 1 /Kids [3 0 R] >>") -> bytes:
    """Return a PDF of a catalogue, pages and further objects, the first of which is number 3."""
    return assembled([b"<< /Type /Catalog /Pages 2 0 R >>", pages.encode(), *more])


_LOCKED = "/Encrypt << /Filter /Standard /V 1 /R 2 /P -44 /O <{0}> /U <{0}> >> /ID [<{0}> <{0}>]".format("ab" * 32)
_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>"


def _locked() -> bytes:
    raw = pdf()
    return raw.replace(b"/Root 1 0 R", b"/Root 1 0 R " + _LOCKED.encode())


def _pages(count: int) -> bytes:
    printer = Printer()
    for number in range(1, count + 1):
        printer.page()
        printer.put(60, 100, f"{number}. Party {number} withdraws its troops.")
    return printer.raw()


def _nested_pages() -> bytes:
    depth = 5_000
    inner = [f"<< /Type /Pages /Count 1 /Kids [{at + 4} 0 R] >>".encode() for at in range(depth)]
    return objects(*inner, _PAGE)


def _circle() -> bytes:
    return objects(b"<< /Type /Pages /Count 1 /Kids [2 0 R 3 0 R] >>")


def _form_within_itself() -> bytes:
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>"
    )
    form = stream(
        b"/X Do /X Do", "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>"
    )
    return objects(page, stream(b"/X Do"), form)


def _letters_apart() -> bytes:
    def scatter(printer: Printer) -> None:
        for page in range(100):
            if page:
                printer.page()
            for at in range(5_000):
                printer.put(10 + at * 7 % 570, 20 + at * 13 % 800, "x", 4)

    return pdf(scatter)


def _letters() -> bytes:
    lines = (f"1 0 0 1 9 {at} Tm <{'0041' * 3000}> Tj" for at in range(700))
    return pdf(lambda one: one.draw(f"BT /F 0.1 Tf {' '.join(lines)} ET"))


def _mail(head: str, body: str = "1. Northland withdraws.\n") -> bytes:
    return f"From: a@example.org\nMIME-Version: 1.0\n{head}\n\n{body}".encode()


def _multipart(depth: int) -> bytes:
    head = "".join(f'Content-Type: multipart/mixed; boundary="b{at}"\n\n--b{at}\n' for at in range(depth))
    tail = "".join(f"--b{at}--\n" for at in reversed(range(depth)))
    return f"From: a@example.org\nMIME-Version: 1.0\n{head}Content-Type: text/plain\n\n1. Peace.\n{tail}".encode()


def _many_attachments() -> bytes:
    part = "--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=a.bin\n\nx\n"
    return _mail("Content-Type: multipart/mixed; boundary=b", part * 3_000 + "--b--\n")


_ATTACHED = (
    "--b\nContent-Type: text/plain\n\nSee attached.\n--b\nContent-Type: application/pdf; name=plan.{kind}\n"
    "Content-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=plan.{kind}\n\n{content}\n--b--\n"
)


def attached(kind: str, content: bytes) -> bytes:
    """Return a mail that goes with an attached file."""
    text = _ATTACHED.format(kind=kind, content=base64.encodebytes(content).decode())
    return _mail("Content-Type: multipart/mixed; boundary=b", text)


CLAUSE = "1. Northland withdraws"
PDFS = [
    Hostile("is locked with a password", "pdf", _locked, "is encrypted with a password; save it without one"),
    Hostile("is a scan", "pdf", lambda: Printer([["0 0 9 9 re f"]]).raw(), "has no text layer, as a scan has none"),
    Hostile(
        "has letters that are halves of letters",
        "pdf",
        lambda: pdf(lambda one: one.draw("BT /F 9 Tf <D800> Tj ET")),
        read=CLAUSE,
    ),
    Hostile("has no pages", "pdf", lambda: objects(pages="<< /Type /Pages /Count 0 /Kids [] >>"), "broken"),
    Hostile("has a header only", "pdf", lambda: b"%PDF-1.7\n", "is broken: it cannot be read as a PDF"),
    Hostile("is noise behind a header", "pdf", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 400, "broken"),
    Hostile("has 500 pages", "pdf", lambda: _pages(500), read="500. Party 500 withdraws its troops."),
    Hostile("has 501 pages", "pdf", lambda: _pages(501), "has more than 500 pages"),
    Hostile(
        "says that it has 10^9 pages", "pdf", lambda: pdf().replace(b"/Count 1 ", b"/Count 999999999 "), read=CLAUSE
    ),
    Hostile("holds pages within pages, 5,000 deep", "pdf", _nested_pages, "broken"),
    Hostile("holds its pages within themselves", "pdf", _circle, "broken"),
    Hostile("draws a form within itself", "pdf", _form_within_itself, "takes too long to read", heavy=True),
    Hostile("has 10^5 objects", "pdf", lambda: pdf(more=[b"<< /A [1 2 3] >>"] * 100_000), read=CLAUSE),
    Hostile(
        "runs JavaScript when opened",
        "pdf",
        lambda: pdf(catalog="/OpenAction << /S /JavaScript /JS (while\\(1\\){} app.alert\\(1\\)) >>"),
        read=CLAUSE,
    ),
    Hostile(
        "launches a program when opened",
        "pdf",
        lambda: pdf(catalog="/OpenAction << /S /Launch /F (/bin/touch) /Win << /F (cmd.exe) >> >>"),
        read=CLAUSE,
    ),
    Hostile(
        "opens a page of the network",
        "pdf",
        lambda: pdf(catalog="/OpenAction << /S /URI /URI (http://127.0.0.1:9/) >>"),
        read=CLAUSE,
    ),
    Hostile(
        "holds a program within it",
        "pdf",
        lambda: pdf(catalog="/Names << /EmbeddedFiles << /Names [(a.exe) << /EF << /F 10 0 R >> >>] >> >>"),
        read=CLAUSE,
    ),
    Hostile(
        "unpacks to 200 MB of blanks",
        "pdf",
        lambda: pdf(lambda one: one.draw(" " * 200_000_000)),
        read=CLAUSE,
        heavy=True,
    ),
    Hostile(
        "draws one letter a million times",
        "pdf",
        lambda: pdf(lambda one: one.draw("BT /F 9 Tf <0041> Tj ET " * 1_000_000)),
        read=CLAUSE,
        heavy=True,
    ),
    Hostile(
        "unpacks to more than two million letters",
        "pdf",
        _letters,
        "has more than 2,000,000 characters",
        heavy=True,
    ),
    Hostile(
        "places half a million letters one by one", "pdf", _letters_apart, "places its letters one by one", heavy=True
    ),
    Hostile("is 10^9 points wide", "pdf", lambda: pdf().replace(b"[0 0 595 842]", b"[0 0 1e9 1e9]"), read=CLAUSE),
    Hostile(
        "turns letters around",
        "pdf",
        lambda: pdf(lambda one: one.put(60, 200, "2. No\u202eevomer\u200bthing.")),
        read="2. Noevomerthing.",
    ),
]
PAGES = [
    Hostile("is nested 10^5 deep", "html", lambda: b"<div>" * 100_000 + b"<p>1. Northland withdraws.", read=CLAUSE),
    Hostile(
        "lists 10^5 deep", "html", lambda: b"<ul><li>" * 100_000 + b"1. Northland withdraws.", heavy=True, read=CLAUSE
    ),
    Hostile(
        "opens a tag without end", "html", lambda: b"<p>1. Northland withdraws.</p>" + b"<a " * 500_000, read=CLAUSE
    ),
    Hostile(
        "has 10^5 attributes",
        "html",
        lambda: b"<p " + b"a=1 b%d=2 " * 100_000 + b">1. Northland withdraws.",
        read=CLAUSE,
    ),
    Hostile(
        "raises letters within raised letters",
        "html",
        lambda: b"<p>1. Northland withdraws " + b"<sup>a" * 100_000,
        read=CLAUSE,
    ),
    Hostile("holds zero bytes", "html", lambda: b"<p>1. North\0land with\0draws.", read=CLAUSE),
    Hostile(
        "holds marks that no one sees",
        "html",
        "<p>1. North\u200bland with\u202edraws\x07.".encode,
        read=CLAUSE,
    ),
    Hostile(
        "declares entities and a file",
        "html",
        lambda: b"<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><p>1. Northland withdraws &x;",
        read=CLAUSE,
    ),
    Hostile(
        "fetches everything",
        "html",
        lambda: (
            b"<link rel=stylesheet href=http://127.0.0.1:9/><img src=http://127.0.0.1:9/><p>1. Northland withdraws."
        ),
        read=CLAUSE,
    ),
    Hostile(
        "is one line of three million letters",
        "html",
        lambda: b"<p>" + b"x" * 3_000_000,
        "has more than 2,000,000 characters",
    ),
    Hostile("has 60,000 paragraphs", "html", lambda: b"<p>x" * 60_000, "has more than 50,000 paragraphs"),
    Hostile(
        "declares an encoding that is none",
        "html",
        lambda: b"<meta charset=zlib><p>1. x",
        "declares the encoding 'zlib', which is unknown",
    ),
    Hostile("is not what it declares", "html", lambda: b"<meta charset=utf-8><p>1. \xff", "byte 0xff is not UTF-8"),
    Hostile("says nothing", "html", lambda: b"<html><body><script>1. x</script></body></html>", "has no clauses"),
]
MAILS = [
    Hostile(
        "holds parts within parts, 1,000 deep", "eml", lambda: _multipart(1_000), "has more than 50 parts within parts"
    ),
    Hostile("holds parts within parts, 40 deep", "eml", lambda: _multipart(40), read="1. Peace."),
    Hostile("attaches 3,000 files", "eml", _many_attachments, "has more than 2,000 parts"),
    Hostile(
        "has a subject of a million words",
        "eml",
        lambda: _mail("Subject: " + "=?utf-8?q?x?= " * 1_000_000),
        read=CLAUSE,
    ),
    Hostile("has a million headers", "eml", lambda: _mail("X: y\n" * 900_000 + "X: z"), heavy=True, read=CLAUSE),
    Hostile(
        "has two million lines", "eml", lambda: _mail("Subject: x", "\n" * 2_000_000), "has more than 1,000,000 lines"
    ),
    Hostile("has a part that does not end", "eml", lambda: _multipart(3)[:-6], "is cut off"),
    Hostile(
        "is in an encoding that is none",
        "eml",
        lambda: _mail("Content-Type: text/plain; charset=hex"),
        "declares the encoding 'hex'",
    ),
    Hostile("attaches a broken PDF", "eml", lambda: attached("pdf", b"%PDF-1.7 x"), "(plan.pdf): is broken"),
    Hostile(
        "attaches a mislabelled file", "eml", lambda: attached("docx", b"%PDF-1.7 x"), "is a PDF, not a Word document"
    ),
    Hostile(
        "quotes a thousand deep", "eml", lambda: _mail("Subject: x", ">" * 100_000 + " 1. Peace.\n"), read="1. Peace."
    ),
]
ALL = [*PDFS, *PAGES, *MAILS]
