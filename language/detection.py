"""Which language a text is in: by its script and letters, then by its function words, then by a trained model."""

from __future__ import annotations

from collections import Counter

from language.stop_words import stop_word_languages, stop_words
from language.words import words

_SAMPLE = 4000  # characters looked at
_LATIN = ("en", "de", "fr", "es", "it", "pt", "pl", "tr", "nl", "sv", "da", "no", "fi", "cs", "sk", "ro", "hu", "hr",
          "sl", "lt", "lv", "et", "az", "id", "vi", "ca", "sq")  # fmt: skip
_CYRILLIC = ("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn")
# Letters that one language in Cyrillic has and the others don't, or share with few.
_OWN_LETTERS = {"be": "ў", "uk": "їєґ", "kk": "әғқңұһ", "mk": "ѓќѕ", "sr": "ђћџ"}
_CLEAR_SHARE = 0.15  # of the words: function words make 30–50 % of running text
_CLEAR_LEAD = 1.6  # times the runner-up's: kindred languages share a few
_ENOUGH_WORDS = 12
_KANA_SHARE = 10  # Chinese characters to one kana: more have it from a foreign brand's name
_TURKISH_SHARE = 0.02  # of the letters: its ğ and ı make 5 %; an Erdoğan or two make no English text Turkish


def detect(text: str, *, default: str = "en") -> str:
    """The language of a text as ISO 639-1; `default` where there are no letters to tell by. Never raises.

    Quick for languages with a list of stop words; for the rest, and for a text of a few words, py3langid decides,
    which takes a second and some 100 MB when it is first needed: what is plain without it is told without it.
    """
    sample = text[:_SAMPLE]
    script = _script(sample)
    if script == "cyrillic":
        return _cyrillic(sample.lower())
    if script == "latin":
        return _latin(sample, default)
    return default if script is None else script


def _script(sample: str) -> str | None:
    """'latin', 'cyrillic', or for a script of one language that language; None without letters."""
    if sample.isascii():
        return "latin" if any(map(str.isalpha, sample)) else None
    counts: Counter[str] = Counter()
    for character, times in Counter(sample).items():
        if character.isalpha():
            counts[_script_of(ord(character))] += times
    counts.pop("", None)
    if not counts:
        return None
    if (
        counts["ja"] and _KANA_SHARE * counts["ja"] >= counts["zh"]
    ):  # kana among the Chinese characters they are written with
        counts["ja"] += counts.pop("zh", 0)
    return max(counts, key=lambda name: (counts[name], name))


_RANGES = (
    (0x41, 0x24F, "latin"), (0x370, 0x3FF, "el"), (0x400, 0x52F, "cyrillic"), (0x530, 0x58F, "hy"),
    (0x590, 0x5FF, "he"), (0x600, 0x6FF, "ar"), (0x900, 0x97F, "hi"), (0xE00, 0xE7F, "th"),
    (0x10A0, 0x10FF, "ka"), (0x1100, 0x11FF, "ko"), (0x1E00, 0x1EFF, "latin"), (0x3040, 0x30FF, "ja"),
    (0x3400, 0x9FFF, "zh"), (0xAC00, 0xD7AF, "ko"),
)  # fmt: skip


def _script_of(code: int) -> str:
    return next((name for first, last, name in _RANGES if first <= code <= last), "")


def _cyrillic(sample: str) -> str:
    counts = Counter(sample)
    letters = sum(times for letter, times in counts.items() if "\u0400" <= letter <= "\u052f")
    for language, own in _OWN_LETTERS.items():
        if sum(counts[letter] for letter in own) > 0.004 * letters:
            return language
    russian, ukrainian = counts["ы"] + counts["э"], counts["і"]
    if ukrainian > 2 * russian:
        return "uk"
    if russian and russian >= ukrainian:
        return "ru"
    if counts["ъ"] >= max(3, 0.005 * letters):  # a vowel in Bulgarian, a rare sign in Russian
        return "bg"
    return (
        _model(sample, _CYRILLIC) if len(words(sample)) >= _ENOUGH_WORDS else _by_stop_words(sample, ("ru", "uk"), "ru")
    )


def _by_stop_words(sample: str, languages: tuple[str, ...], default: str) -> str:
    found = words(sample)
    votes = {language: sum(map(stop_words(language).__contains__, found)) for language in languages}
    best = max(languages, key=votes.__getitem__)
    return best if votes[best] > votes.get(default, 0) else default


def _latin(sample: str, default: str) -> str:
    found = words(sample)
    languages = [language for language in stop_word_languages() if language in _LATIN]
    votes = sorted(((sum(map(stop_words(name).__contains__, found)), name) for name in languages), reverse=True)
    (most, best), (second, _) = votes[:2]
    if most >= _CLEAR_SHARE * len(found) and most >= _CLEAR_LEAD * second and most >= 2:
        return best
    if _looks_turkish(sample, alone=best == "tr" or not most):
        return "tr"
    if len(found) < _ENOUGH_WORDS and most > second:
        return best
    if len(found) < _ENOUGH_WORDS and sample.isascii():
        return default if default in _LATIN else "en"  # a few names: a model would only guess
    return _model(sample, _LATIN)


def _looks_turkish(sample: str, *, alone: bool) -> bool:
    """Whether its ğ and ı are more than a name's, or a single one where no other language is in question.

    Turkish has few function words, and Azerbaijani alone shares these letters.
    """
    own = sample.count("ğ") + sample.count("ı")
    enough = own > _TURKISH_SHARE * sum(map(str.isalpha, sample))
    return enough and (own > 1 or alone) and "ə" not in sample


def _model(sample: str, languages: tuple[str, ...]) -> str:
    from py3langid import rank  # brings numpy and the model: a second and some megabytes

    return next((language for language, _ in rank(sample) if language in languages), languages[0])
