"""What a file really is, by its first bytes and, for a packed one, by the names of its parts."""

import re

from legalcheck.documents.packed import Pack

KINDS = {
    "docx": "a Word document (.docx)",
    "docm": "a Word document with macros (.docm)",
    "odt": "an OpenDocument text (.odt)",
    "pdf": "a PDF",
    "html": "a web page (.html)",
    "eml": "an e-mail (.eml)",
    "text": "plain text",
    "locked": "an encrypted document",
    "ole": "a document of an old Word (.doc) or another old program",
    "rtf": "rich text (.rtf)",
    "zip": "an archive of other files (.zip)",
    "sheet": "a spreadsheet or a presentation",
    "picture": "a picture",
    "program": "a program",
    "binary": "no text",
}
"""By kind: its name in messages."""
_MAGIC = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
    (b"MZ\x90\0", "program"),
    (b"\x7fELF", "program"),
    (b"PK\x07\x08", "zip"),
    (b"Rar!", "zip"),
    (b"7z\xbc\xaf\x27\x1c", "zip"),
    (b"\x1f\x8b", "zip"),
)
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_MAIL = re.compile(rb"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+\r?\n")
_MAIL_FIELDS = re.compile(rb"^(?:from|received|return-path|mime-version|message-id|delivered-to):", re.I | re.M)
_LOCKED = "EncryptedPackage".encode("utf-16-le")
HEAD = 4096
"""Bytes that are looked at."""


def kind_of(raw: bytes, name: str) -> str:
    """Return a key of ``KINDS``; ``InputError`` where it is packed and cannot be opened."""
    head = raw[:HEAD].removeprefix(b"\xef\xbb\xbf")
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(Pack(raw, name).names)
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return "locked" if kind == "ole" and _LOCKED in raw else kind
    if _PAGE.match(head):
        return "html"
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "binary"
    mail = _MAIL.match(head)
    return "eml" if mail and len(_MAIL_FIELDS.findall(mail.group())) > 1 else "text"


def _packed(names: frozenset[str]) -> str:
    if "[Content_Types].xml" in names:
        if any(name.startswith("word/") for name in names):
            return "docm" if "word/vbaProject.bin" in names else "docx"
        return "sheet"
    if "content.xml" in names and "META-INF/manifest.xml" in names:
        return "odt"
    return "zip"
