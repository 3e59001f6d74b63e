"""Plans whose every word tries to act in a page that repeats it."""

from legalcheck.model.measure import Evidence, Measure
from legalcheck.model.plan import Clause, Plan, ReadingNote

HOSTILE = (
    "<script>window.pwned = 1</script>",
    "<img src=x onerror=window.pwned=1>",
    '"><svg onload=window.pwned=1><animate onbegin=window.pwned=1>',
    "' onmouseover='window.pwned=1' autofocus onfocus='window.pwned=1",
    "</style><script>window.pwned=1</script><style>*{display:none}",
    "--></title></textarea></noscript><iframe src=javascript:window.pwned=1>",
    "javascript:window.pwned=1//[a](javascript:window.pwned=1)",
    "{{ 7 * 7 }}{% for x in ().__class__.__mro__ %}{{ x }}{% endfor %}{# hidden #}",
    '<base href="https://evil.example/"><link rel=stylesheet href="https://evil.example/a.css">',
    '<meta http-equiv="refresh" content="0;url=https://evil.example/"><form><input autofocus>',
    "&lt;script&gt;&#60;script&#62;&amp;",
    "]]><math><mtext></p><mglyph><a href='data:text/html,<script>window.pwned=1</script>'>",
    "W" * 400,
    "\u202etxt.exe\u2066 \u0000\u0007\ufffe end",
)
"""Words that become markup, leave the page, or break its layout, wherever they are not escaped."""


def hostile_plan(words: str) -> Plan:
    """Return a plan with the same words in every place where a plan has words."""
    text = f"Northland will leave {words} the League {words}."
    evidence = tuple(
        Evidence(role=role, start=start, end=end, text=text[start:end])
        for role, start, end in (("kind", 15, 30), (words, 20, 26), ("performer", 0, 9))
    )
    measures = (
        Measure(id=words, kind="leave_league", performer=("northland",), deadline=words, evidence=evidence),
        Measure(id="m2", kind="hold_vote", performer=("northland",), deadline=words, evidence=evidence[1:]),
        Measure(id="m3", kind="pay", deadline=words, status="possible"),
    )
    note = ReadingNote(start=0, end=9, text=words, message=words)
    return Plan(
        title=words,
        path=words,
        clauses=(
            Clause(number=words, text=text, context=words, language=words, measures=measures, notes=(note,)),
            Clause(number="2", text=f"{words}:", context=words, language="en", measures=()),
        ),
    )
