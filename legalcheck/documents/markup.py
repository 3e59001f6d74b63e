"""XML from files that nobody vouches for: no entity is expanded, no address is opened, and the size is bounded."""

from typing import Any

from legalcheck.documents import limits
from legalcheck.model.problem import InputError, Problem

_HEAD = 4096


def parsed(raw: bytes, name: str, *, whole: bool = False) -> Any:
    """Return the root element; ``InputError`` if the text is no plain XML, or more than a document may hold.

    With ``whole``, comments and instructions to programs are kept, so that the text can be written again.
    """
    from lxml import etree  # noqa: PLC0415 - only documents need it

    if b"<!DOCTYPE" in raw[:_HEAD]:
        raise _declares(name)
    if raw.count(b"<") + raw.count(b"=") > limits.MAX_MARKS:
        raise InputError(Problem(message="holds more markup than 500 pages need; it is not read", path=name))
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=not whole,
        remove_pis=not whole,
    )
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        deep = "depth" in str(error)
        said = "is nested too deeply" if deep else "is broken: its text cannot be parsed"
        raise InputError(Problem(message=f"{said}; open it in its program and save it again", path=name)) from error
    if root.getroottree().docinfo.doctype:
        raise _declares(name)
    return root


def _declares(name: str) -> InputError:
    message = "declares a document type, as no program that writes such files does; it is not read"
    return InputError(Problem(message=message, path=name))
