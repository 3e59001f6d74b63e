"""Web pages and mails for tests."""

from email.message import EmailMessage
from html import escape

from tests.documents import Block, blocks_of

FRAME = (
    "<!doctype html><html><head><title>Site</title><meta charset=utf-8><style>p{{}}</style></head><body>"
    "<header><a href=/>Site</a></header><nav><ul><li><a href=/a>News</a></ul></nav><main>{}</main>"
    "<script>document.write('<p>1. No</p>')</script><footer>1. Imprint</footer></body></html>"
)


def html_plan(markdown: str, *, computed: bool) -> str:
    """Return a plan in Markdown as a web page, its numbers typed or counted by the page."""
    return FRAME.format("".join(_html(block, computed) for block in blocks_of(markdown)))


def _html(block: Block, computed: bool) -> str:
    """Return a paragraph; one that is counted is a list of its own that starts at its number."""
    text = escape(block.text)
    if block.heading:
        return f"<h{block.heading}>{block.marker} {text}</h{block.heading}>"
    own = block.marker.strip("().")
    if not (computed and own.isalnum()):
        return f"<p style='margin-left: {2 * (block.level + block.further)}em'>{block.marker} {text}</p>"
    number = int(own) if own.isdigit() else ord(own) - ord("a") + 1
    form = "" if own.isdigit() else " type=a"
    item = f"<ol{form} start={number}><li>{text}</li></ol>"
    return f"<ul><li>{item}</li></ul>" if block.level else item


def letter(text: str = "", html: str = "", **attached: bytes) -> EmailMessage:
    """Return a mail; attachments are named like the arguments, with a dot for the last underscore."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "a@example.org", "b@example.org", "План миру"
    if text:
        made.set_content(text)
    if html:
        (made.add_alternative if text else made.set_content)(html, subtype="html")
    for name, content in attached.items():
        made.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=".".join(name.rsplit("_", 1))
        )
    return made
