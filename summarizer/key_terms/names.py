"""Names in a text: runs of capitalised words that have their capital not only because a sentence begins there."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import language as lang
from summarizer.key_terms import russian_forms
from summarizer.key_terms.lists import HEADS_OF, PARTICLES, generic_words, is_title, says_little_alone
from summarizer.word_sets import word_set

_TOKEN = re.compile(r"[^\W_]+(?:['’‑&-][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?\Z", re.IGNORECASE)
_OPENS_AGAIN = re.compile('[)"“”„«»:!?…—–]')  # between two words: the second may have its capital from that
_QUOTED = re.compile(r"«([^«»\n]{2,48})»")
_SAID_AFTER = re.compile(r",?\s?[—–-]")
_INITIAL = re.compile(r"[^\W\d_]\Z")
_SHORTENED = 3  # letters: 'J.', 'St.', 'Gen.': a full stop that may not end a sentence
_MOST_WORDS = 6
_QUOTED_WORDS = 4
_SHOUTED = 0.6  # of a sentence's words in capitals: it is a heading, and its capitals tell nothing


@dataclass(frozen=True, slots=True)
class Token:
    """A word where it stands. `opens`: it may have its capital from its place; `after`: what stands before it;
    `owns`: a possessive's ending was taken off."""

    text: str
    folded: str
    start: int
    end: int
    sentence: int
    opens: bool
    after: str
    owns: bool

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()

    @property
    def acronym(self) -> bool:
        return len(self.text) > 1 and self.text[:2].isupper() and (self.text.isupper() or len(self.text) <= 7)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name met: its words as written (possessives off) and where it stands; whether after a word of place; and the
    gender of the Russian verb beside it (`russian_forms.past_gender`)."""

    words: tuple[str, ...]
    start: int
    end: int
    sentence: int
    placed: bool = False
    verb: str = ""


_OF_PLACE = word_set(
    """
    in at from near to into on в из на под у с около во w z we do na з із
    """
)


def tokens(text: str, sentences: Sequence[lang.Sentence]) -> list[list[Token]]:
    """The words of each sentence, hyphens and apostrophes inside them, an English possessive's ending off."""
    return [list(_of_sentence(text, number, sentence)) for number, sentence in enumerate(sentences)]


def _of_sentence(text: str, number: int, sentence: lang.Sentence) -> Iterator[Token]:
    end = sentence.start
    shortened = False
    for place, match in enumerate(_TOKEN.finditer(text, sentence.start, sentence.end)):
        word = _POSSESSIVE.sub("", match.group())
        gap = text[end : match.start()]
        opens = place == 0 or _OPENS_AGAIN.search(gap) is not None or ("." in gap and not shortened)
        shortened = len(word) <= _SHORTENED and word[:1].isupper()
        end = match.start() + len(word)
        yield Token(word, lang.fold(word), match.start(), end, number, opens, gap, word != match.group())
        end = match.end()


class Capitals:
    """Which words of a text are names by themselves: those with a capital where nothing but a name has one."""

    def __init__(self, found: Sequence[Sequence[Token]], language: str) -> None:
        self._language = language
        self._stop = lang.stop_words(language)
        self._stems: dict[str, str] = {}
        self._capital: Counter[str] = Counter()
        self._small: Counter[str] = Counter()
        self._articled: set[str] = set()
        for sentence in found:
            if _shouted(sentence):
                continue
            for before, token in zip([None, *sentence], sentence, strict=False):
                if not token.capital:
                    self._small[self.stem(token.folded)] += 1
                elif not token.opens or token.acronym:
                    self._capital[self.stem(token.folded)] += 1
                    if before is not None and before.folded in _GERMAN_BEFORE_NOUNS:
                        self._articled.add(self.stem(token.folded))

    def stem(self, folded: str) -> str:
        known = self._stems.get(folded)
        if known is None:
            known = self._stems[folded] = lang.stem(folded, self._language)
        return known

    def named(self, token: Token) -> bool:
        """Whether this word, with its capital, is a name or part of one."""
        if not token.capital or not token.text[0].isalpha() or (token.folded in self._stop and not token.acronym):
            return False
        if token.acronym:
            return True
        stem = self.stem(token.folded)
        if self._language == "de" and stem in self._articled:
            return False
        return self._capital[stem] > 2 * self._small[stem]

    def goes_on(self, token: Token) -> bool:
        """Whether a word right after a name belongs to it, though the text has it without a capital elsewhere: the
        'Hospital' of a name, then 'the hospital'."""
        return token.capital and not token.opens and self._language != "de" and token.folded not in self._stop

    def may_open(self, token: Token, following: Token | None) -> bool:
        """Whether a word met with a capital only where a sentence begins belongs to the name right after it."""
        if following is None or following.after != " " or following.opens or not self.named(following):
            return False
        if not token.capital or token.folded in self._stop or self._small[self.stem(token.folded)]:
            return False
        if self._language == "ru":
            return russian_forms.may_be_name(token.text)
        return self._language != "de" and token.folded not in generic_words(self._language)


_GERMAN_BEFORE_NOUNS = word_set(
    """
    der die das des dem den ein eine einen einem einer eines kein keine keinen keiner im am zum zur vom beim ins
    dieser diese dieses diesen diesem seine seinen seiner seinem sein ihr ihre ihren ihrem ihrer mehr viele
    """
)


def mentions(text: str, found: Sequence[Sequence[Token]], language: str) -> list[Mention]:
    """Every name met, in order. What a Russian or Ukrainian text quotes («Северная линия») is one name."""
    capitals = Capitals(found, language)
    quoted = list(_quoted(text, found)) if language in {"ru", "uk", "be"} else []
    inside = [(mention.start, mention.end) for mention in quoted]
    met = list(quoted)
    for sentence in found:
        if not _shouted(sentence):
            met += _runs(sentence, capitals, language)
    kept = [m for m in met if not _within(m, inside)]
    kept.sort(key=lambda mention: (mention.start, mention.end))
    return _beside_verbs(kept, found) if language == "ru" else kept


def _beside_verbs(met: Sequence[Mention], found: Sequence[Sequence[Token]]) -> list[Mention]:
    """The mentions with the gender of the verb right before or after each."""
    close = [pair for sentence in found for pair in pairwise(sentence) if pair[1].after == " "]
    before = {second.start: first.folded for first, second in close}
    after = {first.end: second.folded for first, second in close}
    return [
        replace(
            m,
            verb=russian_forms.past_gender(before.get(m.start, "")) or russian_forms.past_gender(after.get(m.end, "")),
        )
        for m in met
    ]


def _within(mention: Mention, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a mention stands in one of the spans, given in order, without being it."""
    place = bisect_right(spans, mention.start, key=lambda span: span[0])
    start, end = spans[place - 1] if place else (0, 0)
    return mention.start < end and (mention.start, mention.end) != (start, end)


def _shouted(sentence: Sequence[Token]) -> bool:
    long = [token for token in sentence if len(token.text) > 3]
    return len(long) >= 4 and sum(token.text.isupper() for token in long) > _SHOUTED * len(long)


def _quoted(text: str, found: Sequence[Sequence[Token]]) -> Iterator[Mention]:
    for sentence in found:
        if not sentence:
            continue
        starts = [token.start for token in sentence]
        for match in _QUOTED.finditer(text, sentence[0].start - 1 if sentence[0].start else 0, sentence[-1].end + 1):
            first, last = bisect_right(starts, match.start()), bisect_left(starts, match.end())
            words = tuple(token.text for token in sentence[first:last])
            inner = match[1]
            said = _SAID_AFTER.match(text, match.end()) is not None
            plain = inner[:1].isupper() and " ".join(words) == inner
            if plain and len(words) <= _QUOTED_WORDS and not said:
                yield Mention(words, match.start() + 1, match.end() - 1, sentence[0].sentence)


def _runs(sentence: Sequence[Token], capitals: Capitals, language: str) -> Iterator[Mention]:
    run: list[Token] = []
    before: Token | None = None  # the word before the run
    place = 0
    while place < len(sentence):
        token = sentence[place]
        following = sentence[place + 1] if place + 1 < len(sentence) else None
        is_name = (
            capitals.named(token)
            or (token.opens and capitals.may_open(token, following))
            or (bool(run) and capitals.goes_on(token))
        )
        if run and not (_joined(token, run[-1]) and len(run) < _MOST_WORDS and not _parts(run, token, language)):
            yield from _mention(run, before, language)
            run = []
        if is_name:
            if not run:
                before = sentence[place - 1] if place else None
            run.append(token)
        elif run and language == "ru" and (tail := _russian_tail(sentence, place, run)):
            yield from _mention([*run, *tail], before, language)
            run = []
            place += len(tail)
            continue
        elif run and (bridge := _particles(sentence, place, run, capitals)):
            run.extend(bridge)
            place += len(bridge)
            continue
        elif run:
            yield from _mention(run, before, language)
            run = []
        place += 1
    if run:
        yield from _mention(run, before, language)


def _joined(token: Token, last: Token) -> bool:
    if token.after in {" ", "\u00a0"}:
        return True
    return token.after in {". ", ".", ".\u00a0"} and _INITIAL.match(last.text) is not None


def _parts(run: list[Token], token: Token, language: str) -> bool:
    """Whether a new name begins here though no mark stands between: 'главы МЧС Олега Жданова'."""
    last = run[-1]
    if last.owns:
        return True
    if not token.capital or last.folded in PARTICLES:
        return False
    if last.acronym != token.acronym and len(last.text) > 2 and not last.text[-1].isdigit() and language != "en":
        return True
    if language != "ru":
        return False
    if russian_forms.is_place(last.text) and russian_forms.is_adjective(token.text):
        return True
    if not russian_forms.is_first_name(token.text):
        return False
    return not russian_forms.is_first_name(last.text) and len(last.text) > 1


def _russian_tail(sentence: Sequence[Token], place: int, run: list[Token]) -> list[Token]:
    """The words without a capital that end a Russian name: 'Пермского края', 'Министерства иностранных дел'."""
    ahead: list[Token] = []
    for token in sentence[place : place + 2]:
        if token.after != " " or token.capital:
            break
        ahead.append(token)
    if len(run) > 1 or not ahead:
        return []
    return ahead[: russian_forms.name_goes_on(run[0].text, [token.text for token in ahead])]


def _particles(sentence: Sequence[Token], place: int, run: list[Token], capitals: Capitals) -> list[Token]:
    """The particles from `place` on, where a name goes on after them. 'Of' only after a single word or an
    institution's: somebody of somewhere is two names."""
    if run[-1].owns or is_title(run[0].folded):
        return []
    of = len(run) == 1 or run[-1].folded in HEADS_OF
    ahead: list[Token] = []
    for token in sentence[place : place + 3]:
        if token.after != " ":
            return []
        if token.text not in PARTICLES or (token.text == "of" and not of):
            return ahead if ahead and capitals.named(token) and not says_little_alone(token.folded) else []
        ahead.append(token)
    return []


def _mention(run: list[Token], before: Token | None, language: str) -> Iterator[Mention]:
    words = list(run)
    while words and (is_title(words[0].folded) or words[0].folded in PARTICLES):
        words = words[1:]
    while len(words) > 1 and says_little_alone(words[-1].folded):
        words = words[:-1]
    if not words or (len(words) == 1 and (says_little_alone(words[0].folded) or len(words[0].text) < 2)):
        return
    if len(words) > 1 and says_little_alone(words[0].folded) and is_title(words[1].folded):
        yield from _mention(words[1:], None, language)
        return
    placed = len(words) == len(run) and before is not None and before.folded in _OF_PLACE
    spelt = tuple(
        w.text + "." if _INITIAL.match(w.text) and n + 1 < len(words) else w.text for n, w in enumerate(words)
    )
    yield Mention(spelt, words[0].start, words[-1].end, words[0].sentence, placed)
