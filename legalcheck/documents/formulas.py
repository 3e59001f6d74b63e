"""Set phrases by which the parts of an instrument are known that are no clauses: its preamble and its signatures.

A paragraph that holds an operative word, one that binds, disposes or states, is never set apart, whatever phrase it
begins with.
"""

import re

PREAMBLE_HEADING = re.compile(r"(?:preamble|recitals?|преамбула)\W*$", re.IGNORECASE)
SIGNATURE_HEADING = re.compile(r"(?:signatures?|signed|підписи(?: сторін)?|подписи(?: сторон)?)\W*$", re.IGNORECASE)
RECITAL = re.compile(
    r"(?:and |also |further |та |і |а також |и |а также )?(?:"
    r"acting|affirming|aware|bearing in mind|believing|concerned|confirming|conscious|considering|convinced|deeply|"
    r"desiring|desirous|determined|emphasi[sz]ing|expressing|guided|having|mindful|noting|recalling|reaffirming|"
    r"resolved|seeking|stressing|striving|taking into account|taking note|underlining|welcoming|whereas|wishing|"
    r"беручи до уваги|бажаючи|будучи|вважаючи|виходячи|відзначаючи|враховуючи|діючи|зважаючи|керуючись|маючи на увазі|"
    r"нагадуючи|підкреслюючи|підтверджуючи|посилаючись|прагнучи|усвідомлюючи|"
    r"будучи|выражая|действуя|желая|исходя|напоминая|отмечая|подтверждая|подчеркивая|подчёркивая|принимая во внимание|"
    r"руководствуясь|сознавая|ссылаясь|стремясь|считая|учитывая"
    r")\b",
    re.IGNORECASE,
)
ENACTING = re.compile(
    r"\b(?:(?:have|has|hereby)(?: hereby)? (?:agreed|adopted|decided|declared|resolved)(?: upon)?(?: on)?"
    r"(?: as follows| the following)|домовилися про (?:таке|нижченаведене)|договорились о (?:следующем|нижеследующем)|"
    r"согласились о (?:следующем|нижеследующем)|погодилися про таке)\W*$",
    re.IGNORECASE,
)
PARTIES = re.compile(
    r"\b(?:hereinafter|hereafter|referred to as|(?:high )?contracting parties|the parties to this|plenipotentiaries|"
    r"далі|надалі|іменован\w+|договірні сторони|далее|в дальнейшем|именуем\w+|договаривающиеся стороны)\b",
    re.IGNORECASE,
)
OPERATIVE = re.compile(
    r"\b(?:is|are|was|were|becomes?|remains?|belongs?|shall|will|must|may|undertakes?|undertook|commits?|pledges?|agrees?|recogni[sz]\w+|acknowledg\w+|cedes?|"
    r"renounc\w+|accepts?|waives?|guarantees|withdraws?|"
    r"є|являє\w*|належ\w+|стає|зобовʼязу\w+|зобов['’]язу\w+|повинн\w+|мусить|мусять|має|мають|визна[єюн]\w*|відмовля\w+|гаранту\w+|передає\w*|"
    r"являются|является|принадлеж\w+|становится|обязу\w+|обязан\w*|долж\w+|призна[её]\w*|признают|признани\w+|отказыва\w+|гарантиру\w+|переда[её]т\w*|вправе)\b",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"(?:done (?:at|in|on)|in (?:witness|faith) whereof|signed (?:at|in|on|by|for)|"
    r"вчинено (?:в|у)|на посвідчення чого|совершено в|в удостоверение чего)\b",
    re.IGNORECASE,
)
"""The first words of what stands above signatures."""
SIGNING = re.compile(
    r"(?:signatures?\b|signed\b|/s/|_{3,}|\.{5,}|…{2,}|on behalf of\b|"
    r"(?:for (?:and on behalf of )?(?:the )?(?-i:[A-Z])|за (?-i:[А-ЯІЇЄҐ]))[^.;:,]{0,80}[:,]?[\s_/().]*$|"
    r"підпис\w*\b|від імені\b|подпис\w*\b|от имени\b)",
    re.IGNORECASE,
)
"""The first words of a line on which somebody signs."""
LINE = 80
"""Characters of a line among signatures: a name, an office, a place."""


def closes(words: str) -> bool:
    """Say whether words open the closing formula or are a line on which somebody signs."""
    if OPERATIVE.search(words):
        return False
    return bool(CLOSING.match(words) or (len(words) <= LINE and SIGNING.match(words) and not words.endswith(".")))


def recites(words: str) -> bool:
    """Say whether words are no sentence of their own but a recital, the names of the parties or an enacting formula."""
    if OPERATIVE.search(words):
        return False
    return bool(not words.endswith(".") and (RECITAL.match(words) or PARTIES.search(words) or ENACTING.search(words)))
