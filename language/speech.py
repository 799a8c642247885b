"""Who speaks: attributions and dashes that go on with a sentence after a quotation's or a line's own end."""

from __future__ import annotations

import re

_LOOK_BACK = 400  # characters; without a bound a text that never ends a sentence would take quadratic time
_ATTRIBUTED = 60  # characters of ', dit Anne' at most
_VERBS = (
    "said|says|told|tells|asked|asks|added|adds|wrote|writes|tweeted|posted|replied|answered|shouted|cried|read|reads|"
    "recalled|explained|continued|insisted|exclaimed|joked|wondered|declared|announced|warned|argued"
)
_ATTRIBUTION = re.compile(rf"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){{0,3}} (?:{_VERBS})\b")
_FULL_WIDTH_ATTRIBUTION = re.compile(
    r"と(?!ころ|にかく|りわけ|はいえ|もに)|って|など|という|は(?!い|じ)|が|を|の(?!ち)|に|へ"
    r"|[^\W\d_]{0,8}?(?:说|說|问|問|表示|回答|答道|喊|写道|寫道|称|稱|指出|补充)"
)
_DASH = re.compile(r"[—–-]\s*[^\W\d_]")
_AFTER_MARK = re.compile(r"[,!?…»\"”.]\s?[—–-] ")
_WITHIN = re.compile(r"\s[—–] |[^\s—]—[^\W\d_]")
_TOLD = re.compile(r"[,!?…]\s([^\W\d_]+(?:-[^\W\d_]+){0,2})(?: ([^\W\d_]+))?(?: [^\W\d_]+)?$")
_ARTICLES = frozenset({"o", "a", "os", "as", "le", "la", "les", "il", "lo", "el", "los", "las"})


def attributed(text: str, following: int) -> bool:
    """Whether the words after a quotation that ended in '?' or '!' tell who spoke: Ann Bell asked."""
    return _ATTRIBUTION.match(text, following) is not None


def attributed_unspaced(text: str, following: int) -> bool:
    """The same in Chinese or Japanese: 他说, と述べた."""
    return _FULL_WIDTH_ATTRIBUTION.match(text, following) is not None


def goes_on(text: str, start: int, stop: int, following: int) -> bool:
    """Whether a dash goes on with direct speech after its attribution: —…, — said he. — …; 'following' is its place.

    The sentence so far is text[start:stop]; only its last 400 characters are looked at.
    """
    if _DASH.match(text, following) is None:
        return False
    begin = max(start + 1, stop - _LOOK_BACK)
    if text[following + 1 : following + 4].lstrip()[:1].islower() or _AFTER_MARK.search(text, begin, stop):
        return True
    if text[start] not in "—–":
        return False
    if _WITHIN.search(text, begin, stop):
        return True
    told = _TOLD.search(text[max(begin, stop - _ATTRIBUTED) : stop])  # , dit Anne; , dit-elle; , disse o velho
    if told is None or not told[1].islower():
        return False
    speaker = told[2] or ""
    return "-" in told[1] or speaker.istitle() or speaker in _ARTICLES
