"""Commands that a page shows with their output."""

import re
import shlex
from dataclasses import dataclass

_SHOWN = re.compile(
    r"^<!-- output-([\w-]+) -->\n```\n\$ legalcheck (.*)\n((?s:.*?))^```\n<!-- end output-\1 -->$", re.MULTILINE
)
_DOTS = re.compile(r"^ *\.\.\.$", re.MULTILINE)
_DIGEST = re.compile(r"\(sha256:[0-9a-f]{12}\)")


@dataclass(frozen=True)
class Shown:
    """One command, with what the page says that it prints; lines of dots stand for lines left out."""

    name: str
    command: str
    output: str

    @property
    def arguments(self) -> list[str]:
        """The command as the program is called."""
        return shlex.split(self.command)

    @property
    def whole(self) -> bool:
        """Whether nothing is left out."""
        return not _DOTS.search(self.output)

    def is_in(self, printed: str) -> bool:
        """Say whether the parts that are shown stand in the output, in order; of digests any will do."""
        return matches(_DIGEST.sub("", printed), _DIGEST.sub("", self.output))


def shown_on(page: str) -> list[Shown]:
    """Return the commands of a page whose output stands between marks."""
    return [Shown(*found) for found in _SHOWN.findall(page)]


def refreshed(page: str, printed: dict[str, str]) -> str:
    """Return a page with present output by name where it is shown whole, and with the present digest elsewhere."""
    for one in shown_on(page):
        digest = _DIGEST.search(printed[one.name])
        output = printed[one.name] if one.whole else _DIGEST.sub(digest.group() if digest else "", one.output)
        page = page.replace(f"$ legalcheck {one.command}\n{one.output}", f"$ legalcheck {one.command}\n{output}")
    return page


def matches(out: str, expected: str) -> bool:
    """Compare with what a page shows, where a line of dots stands for lines left out."""
    wanted = "(?s:.*)".join(re.escape(part.strip("\n")) for part in _DOTS.split(expected))
    return re.fullmatch(rf"\s*{wanted}\s*", out) is not None
