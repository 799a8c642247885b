"""Sentences that lean on the one before them: by their opening, by whom they quote, by a pronoun before any name."""

from __future__ import annotations

import re
from functools import cache

from language import fold
from summarizer.readability.furniture import entry_length
from summarizer.readability.opener_exceptions import INTRODUCED, STANDING
from summarizer.readability.opener_lists import PHRASES, WORDS
from summarizer.readability.pronouns import pronoun_before_name

_LEADING = re.compile(r"[\"“”„«»'‘’(\[—–…\-\s]*")
_WORD_ENDS = r"(?!\w|(?<=\b\w)\.\s?[^\W\d_]|[-‑][^\W\d_])"  # 'A. Kowalski' and 'It-girl' open on no such word

# Scripts without spaces: what opens a sentence there, and words that only begin with the same characters.
_UNSPACED = {
    "zh": (
        "他|她|它|这|那|该|此|其|但|而|然而|不过|因此|所以|同时|另外|并|也|随后|之后|对此",
        "这个?(?:月|周|星期|学期)|那(?:不勒斯|曲)|但丁|而立|也门|并购|其实|此前",
    ),
    "ja": (
        "彼|それ|これ|この|その|しかし|また、|そして|だが|ただ、|ただし|一方|さらに|同(?:社|氏|庁|省|市|日|県|町|区|署|大)|なお|そこで|こう|そう|あの",
        "これまで|この(?:ほど|日|春|夏|秋|冬|週末)|それぞれ|そうめん|こうのとり|一方的",
    ),
}

# What can stand by itself and still makes a reader look back for something when it is the summary's first word.
_NEVER_FIRST = {
    "en": "it|this|that|these|those|its|their|his|her|also|instead|and|but|he|she|they|however|meanwhile",
    "ru": "он|она|оно|они|его|ее|её|их|это|этот|эта|эти|однако|но|также|при этом|кроме того",
}

# A preposition before a word that points back ('After that', 'За это', 'С ним'), and what is only counted ('The sixth
# was a herd of chamois').
_PREPOSED = {
    "en": (
        "(?:in|at|on|for|with|by|from|to|of|under|since|after|before|despite|because of|during|following|given|until|"
        "among|between|besides|behind|without|around|about|over|along with|apart from|beyond|unlike|like|through) "
        "(?:(?:all|both|many|some|most|one|two|each|none|several) of )?(?:this|that|these|those|them|him|it)|"
        "[a-z]+ of (?:them|these|those)|"
        "the (?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last) "
        "(?:is|are|was|were|has|have|had|will|would|came)|"
        "there (?:is|was|are|were|has been|had been) (?:[a-z]+ ){1,3}(?:about|over|on|of|against|to) "
        "(?:that|this|it)(?=[,.;] )"
    ),
    "ru": (
        "(?:а|и )?(?:в|во|на|с|со|к|ко|по|о|об|обо|от|до|за|из|из-за|у|для|при|под|над|перед|после|между|среди|без|"
        "благодаря|согласно|помимо|кроме|вопреки|несмотря на|в отличие от|в случае|вместе с|вслед за|наряду с|рядом с|"
        "против|вместо|относительно|насчет|насчёт|через|исходя из) (?:все |всё |всех |всем |одну? из |самого? )?"
        "(?:это|этом|этой|этого|этим|эти|этих|этими|эту|этот|тот|том|того|тем|тех|той|ту|те|такие|таких|таким|такими|"
        "такой|такого|такую|такое|него|нее|неё|нём|нем|ней|ним|ними|них|нему|его|её|ее|их|чего)|"
        r"\w+ из (?:них|этих|тех)|"
        "(?:перв|втор|четв[её]рт|пят|шест|седьм|восьм|девят|десят|последн)(?:ый|ой|ий) (?:раз это|был|стал|же)|"
        "третий (?:раз это|был|стал|же)"
    ),
    "uk": (
        "(?:в|у|на|з|зі|із|до|по|про|від|за|для|при|під|над|перед|після|між|серед|без|завдяки|крім|через|попри|"
        "разом з) "
        "(?:це|цьому|цього|цим|ці|цих|цими|цю|цей|цієї|цій|той|того|тим|тих|таких|такий|такого|нього|неї|ньому|ній|ним|"
        r"нею|ними|них|його|її|їх)|\w+ (?:з|із) (?:них|цих)"
    ),
    "de": (
        "(?:in|an|auf|bei|mit|nach|von|vor|zu|aus|durch|für|gegen|ohne|über|um|unter|wegen|trotz|seit|während|neben) "
        "(?:diese[mnrs]?|jene[mnrs]?|ihm|ihr|ihn|ihnen|ihre[mnrs]?|seine[mnrs]?|solche[nmr]?|letztere[mnr])|"
        r"\w+ von (?:ihnen|diesen|denen)"
    ),
    "fr": (
        "(?:à|avec|après|avant|dans|de|depuis|dès|durant|pendant|en|malgré|par|parmi|pour|sans|sur|sous|selon|face à|"
        "grâce à|outre|contre) (?:ce|cet|cette|ces|cela|celui-ci|celle-ci|ceux-ci|lui|elle|eux|elles|son|sa|ses|"
        "leur|leurs)"
    ),
    "es": (
        "(?:a|ante|con|contra|de|desde|durante|en|entre|hasta|para|por|según|sin|sobre|tras|junto a|gracias a|pese a) "
        "(?:este|esta|esto|estos|estas|ese|esa|eso|esos|esas|él|ella|ellos|ellas|dicho|dicha|ello)"
    ),
    "it": (
        "(?:a|con|contro|da|di|dopo|durante|in|per|prima di|secondo|senza|su|tra|fra|oltre a|nonostante|grazie a) "
        "(?:questo|questa|questi|queste|quest[’']\\w+|quello|quella|quel|quei|lui|lei|loro|essi|esse|tale|tali|ciò)"
    ),
    "pt": (
        "(?:a|ante|após|com|contra|de|desde|durante|em|entre|para|por|perante|segundo|sem|sobre|apesar d) ?"
        "(?:este|esta|isto|estes|estas|esse|essa|isso|esses|essas|ele|ela|eles|elas|tal|tais)"
    ),
    "pl": (
        "(?:w|we|z|ze|na|do|od|po|przed|przy|dla|bez|za|o|nad|pod|między|wśród|mimo|pomimo|dzięki|przez|według|oprócz) "
        "(?:tego|tej|tym|tych|tymi|tę|ten|to|te|takiego|takiej|takich|niego|niej|nim|nią|nimi|nich|jego|jej|ich)"
    ),
}

# Speech given to somebody the sentence doesn't name: '"…," she said', '«…», — добавил он', '«…», dijo.'
_SPEAKING_VERBS = {
    "es": "dijo|añadió|agregó|afirmó|explicó|aseguró|señaló|indicó|subrayó|recordó|declaró|apuntó|sostuvo|concluyó|"
    "manifestó|expresó|comentó|insistió|destacó|advirtió|reconoció|lamentó|admitió|precisó|sentenció",
    "it": "ha detto|ha aggiunto|ha spiegato|ha dichiarato|ha affermato|ha concluso|ha sottolineato|ha ricordato|"
    "ha precisato|ha commentato|ha proseguito|ha scritto|ha osservato|ha ammesso|spiega|aggiunge|racconta|"
    "conclude|dice",
    "pt": "disse|acrescentou|afirmou|explicou|declarou|concluiu|destacou|lembrou|ressaltou|completou|comentou|contou|"
    "salientou|sublinhou|garantiu|escreveu|admitiu|avaliou|criticou|defendeu|alertou",
    "pl": "dodał|dodała|powiedział|powiedziała|podkreślił|podkreśliła|zaznaczył|zaznaczyła|wyjaśnił|wyjaśniła|"
    "stwierdził|"
    "stwierdziła|przyznał|przyznała|mówił|mówiła|mówi|dodaje|przekonywał|przekonywała|tłumaczył|tłumaczyła|"
    "ocenił|oceniła|"
    "poinformował|poinformowała|zapewnił|zapewniła|wskazał|wskazała|przekazał|przekazała",
    "uk": "додав|додала|зазначив|зазначила|наголосив|наголосила|сказав|сказала|пояснив|пояснила|підкреслив|підкреслила|"
    "повідомив|повідомила|заявив|заявила|розповів|розповіла|зауважив|зауважила|написав|написала|уточнив|уточнила",
}
_SPOKEN_BY = {
    "en": r"[\"”’']\s?(?:,\s)?(?:he|she|they|it) (?!Majesty)|[\"”’']\s?(?:said|says|added|asked) (?:he|she|they)\b",
    "ru": r"[»\"“”,.!?…]\s?,?\s?[—–-] ?(?:\w{1,30} ){1,3}(?:он|она|они)(?=[.,:]|$)|, \w{3,20} (?:он|она)\.?$",
    "uk": r"[»\"“”,.!?…]\s?,?\s?[—–-] ?(?:\w{1,30} ){1,3}(?:він|вона|вони)(?=[.,:]|$)|, \w{3,20} (?:він|вона)\.?$",
    "de": r"[“\"«”],? (?:\w{1,30} )?(?:sagte|sagt|erklärte|so|meinte|betonte|ergänzte|schrieb|fügte) (?:er|sie)(?!\w)",
    "fr": r"[»”\"],?\s?(?:\w{1,30}[- ]){1,3}(?:t-)?(?:il|elle|ils|elles)(?!\w)",
    "tr": r"[”\"’»],? (?:dedi|diye (?:konuştu|ekledi|sordu|yanıtladı|devam etti)|ifadelerini kullandı|"
    r"şeklinde konuştu)\.?$",
}
_OPENING, _CLOSING = "\"“«„‘'「『", "\"”»“’'」』"
_DASHED_SPEECH = re.compile(r"[—–-]\s")
_ATTRIBUTED_INSIDE = re.compile(r"[,.!?…] [—–-] [^\W\d_]")
_GOES_ON_AFTER_DASH = re.compile(r"[,.!?…»\"]\s?[—–-]\s")


def needs_antecedent(sentence: str, language: str) -> bool:
    """Whether a reader who hasn't read the sentence before it would ask 'who?', 'what?' or 'who says so?'.

    It opens on a pronoun, a demonstrative or a connective, names a person by a pronoun before any name, gives speech
    to 'he' or 'she', or is speech given to nobody. Only the last is known for a language without lists. Takes time
    linear in the sentence.
    """
    start = _start(sentence)
    opener = _opener(language)
    if opener is not None and opener.match(sentence, start):
        standing = _standing(language)
        if standing is None or not standing.match(sentence, start):
            return True
    spoken = _spoken(language)
    if spoken is not None and spoken.search(sentence):
        return True
    return _nobody_speaks(sentence) or (start == 0 and pronoun_before_name(sentence, language))


def must_not_open(sentence: str, language: str) -> bool:
    """Whether it makes a poor first sentence of a summary, though it may stand further on.

    Besides what `needs_antecedent` says: it opens on 'it' or 'this' in any sense, or calls by a noun what the text has
    named before ('The company said …', 'Политик добавил …'). Says nothing of a text's own first sentence.
    """
    start = _start(sentence)
    opening = _poor_opening(language)
    return (opening is not None and opening.match(sentence, start) is not None) or needs_antecedent(sentence, language)


def points_back(sentence: str, language: str) -> bool:
    """Whether it leans on the sentence before it, or opens on a word that reads as though it did."""
    never = _never_first(language)
    if never is not None and never.match(sentence, _start(sentence)):
        return True
    return needs_antecedent(sentence, language)


def opener_words(language: str) -> frozenset[str]:
    """The single words among the openers of a language, folded; empty for a language without a list."""
    return frozenset(map(fold, WORDS.get(language, "").split()))


def _start(sentence: str) -> int:
    leading = _LEADING.match(sentence, entry_length(sentence))
    return leading.end() if leading else 0


@cache
def _opener(language: str) -> re.Pattern[str] | None:
    if language in _UNSPACED:
        return re.compile(_UNSPACED[language][0])
    if language not in WORDS:
        return None
    entries = {*WORDS[language].split(), *PHRASES[language].split("|")}
    listed = "|".join(map(re.escape, sorted(entries, key=lambda entry: (-len(entry), entry))))
    either = f"{listed}|{_PREPOSED[language]}" if language in _PREPOSED else listed
    speaking = _SPEAKING_VERBS.get(language)
    spoken = rf"|(?:{speaking})(?!\w)(?! (?-i:[A-ZĄĆĘŁŃÓŚŹŻÁÉÍА-ЯІЇЄҐ]))" if speaking else ""
    return re.compile(f"(?:{either}){_WORD_ENDS}{spoken}", re.IGNORECASE)


@cache
def _standing(language: str) -> re.Pattern[str] | None:
    if language in _UNSPACED:
        return re.compile(_UNSPACED[language][1])
    return re.compile(STANDING[language], re.IGNORECASE) if language in STANDING else None


@cache
def _never_first(language: str) -> re.Pattern[str] | None:
    words = _NEVER_FIRST.get(language)
    return re.compile(rf"(?:{words})\b", re.IGNORECASE) if words else None


@cache
def _poor_opening(language: str) -> re.Pattern[str] | None:
    never = _NEVER_FIRST.get(language)
    introduced = INTRODUCED.get(language)
    parts = ([rf"(?:{never})\b"] if never else []) + ([introduced] if introduced else [])
    return re.compile("|".join(parts), re.IGNORECASE) if parts else None


@cache
def _spoken(language: str) -> re.Pattern[str] | None:
    verbs = _SPEAKING_VERBS.get(language)
    by_verb = rf"[”\"»“–—-],?\s?(?:{verbs})(?=[.,;]|$)" if verbs else None
    parts = [part for part in (_SPOKEN_BY.get(language), by_verb) if part]
    return re.compile("|".join(parts)) if parts else None


def _nobody_speaks(sentence: str) -> bool:
    """Whether it is a quotation and nothing else, or a line of dialogue without its speaker."""
    text = sentence.strip()
    if _DASHED_SPEECH.match(text):
        return _GOES_ON_AFTER_DASH.search(text, 2) is None
    if _ATTRIBUTED_INSIDE.search(text):
        return False
    bare = text.rstrip(".…,")
    if len(bare) < 2 or bare[0] not in _OPENING or bare[-1] not in _CLOSING:
        return False
    if bare[0] in "'‘":
        return not any(mark + " " in bare for mark in ("'", "’")) or bare.count("’ ") + bare.count("' ") == 0
    return sum(map(bare.count, '"“”«»„「」『』')) == 2
