"""Sources as links, for the formats that have any."""

from legalcheck.model.rule import Source
from legalcheck.report.escaping import markdown
from legalcheck.report.text import TextReport


class Linked(TextReport):
    """Cites sources in Markdown, with their addresses."""

    def link(self, name: str) -> str:
        """Return a source as a lawyer cites it, a link where its address is known."""
        said, address = markdown(self._citations([name])), address_of(self.book.sources[name])
        return f"[{said}](<{address}>)" if address else said


def address_of(source: Source) -> str | None:
    """Return the address of a source if it is one that a browser can follow."""
    known = source.url if source.url and source.url.startswith(("https://", "http://")) else None
    return known and known.replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C")
