"""What the HTML pages share: templates that escape every word, one style sheet, and a policy that lets nothing run.

A page is one file. Its policy allows no script, no picture, no font and no request at all, and of styles only the one
sheet that stands in the page, by its digest; so words that slipped past the escaping could neither act nor dress up.
"""

import base64
import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from legalcheck.report.gantt import STYLE as GANTT
from legalcheck.report.marking import shown
from legalcheck.report.svg import STYLE as DERIVATIONS


def page(template: str, **values: Any) -> Iterator[str]:
    """Yield a page in pieces; ``values`` are those of the template, and none of them can become markup."""
    stream = _environment().get_template(template).stream(**values)
    stream.enable_buffering(200)
    yield from stream


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("legalcheck.report"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_visible,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    sheet = (files("legalcheck.report") / "templates" / "page.css").read_text(encoding="utf-8") + DERIVATIONS + GANTT
    digest = base64.b64encode(hashlib.sha256(sheet.encode("utf-8")).digest()).decode("ascii")
    environment.globals |= {"sheet": Markup(sheet), "sheet_digest": f"sha256-{digest}"}
    return environment


def _visible(value: Any) -> Any:
    """Return what a page shows: nothing that HTML cannot hold, and no mark that turns the order of words round."""
    return value if isinstance(value, Markup) or not isinstance(value, str) else shown(value)
