"""Words that open a sentence by pointing back at the one before it: pronouns and connectives, by language."""

from __future__ import annotations

import re
from functools import cache

from language import fold

# language: (words, phrases split by bars)
_OPENERS = {
    "en": (
        """he she it they his her hers their theirs its him them this that these those but however and also so or nor
        yet meanwhile instead then thus therefore moreover furthermore otherwise besides still such both neither either
        afterwards nevertheless nonetheless likewise similarly additionally consequently hence indeed""",
        """in addition|as a result|for example|for instance|in fact|in contrast|on the other hand|at the same time|
        after that|the same|the latter|the former|the pair|the two""",
    ),
    "ru": (
        """он она оно они его ее её их ему ей им этот эта это эти этого этой этих этому этим тот та те такой такая такое
        такие однако но а и или также тоже поэтому потому затем потом тогда так зато ведь впрочем причем причём притом
        наконец иначе далее итак следовательно оба обе""",
        """при этом|кроме того|в то же время|в частности|например|к тому же|более того|тем не менее|таким образом|
        после этого|до этого|по ее словам|по её словам|по его словам|по их словам|в этой связи|в связи с этим|
        в свою очередь|с другой стороны|вместе с тем|тем временем|помимо этого|помимо того|из-за этого|для этого|
        об этом|о том""",
    ),
    "uk": (
        """він вона воно вони його її їх цей ця це ці цього цієї цих той та ті такий така таке такі однак але а і й або
        також теж тому потім тоді так проте зате адже втім нарешті""",
        """при цьому|крім того|водночас|зокрема|наприклад|до того ж|таким чином|після цього|за його словами|
        за її словами|тим часом""",
    ),
    "de": (
        """er sie es ihr ihre sein seine dieser diese dieses diesen diesem jener jene aber doch und auch jedoch oder
        deshalb daher dann danach dort so dazu dabei damit dagegen außerdem zudem trotzdem allerdings dennoch
        inzwischen stattdessen somit folglich beide""",
        "zum beispiel|im gegensatz|auf der anderen seite|darüber hinaus",
    ),
    "fr": (
        """il elle ils elles son sa ses leur leurs ce cet cette ces cela ceci celui celle ceux mais et ou aussi or donc
        pourtant cependant ensuite puis alors ainsi toutefois enfin""",
        "en effet|par exemple|en outre|de plus|par ailleurs|au contraire|en revanche",
    ),
    "es": (
        """él ella ello ellos ellas su sus este esta esto estos estas ese esa eso esos esas aquel pero y o también
        entonces luego después así además mientras""",
        "sin embargo|por ejemplo|por eso|por lo tanto|no obstante|en cambio|por otra parte|a su vez",
    ),
    "it": (
        """egli lui lei essi loro esso essa questo questa questi queste quello quella ma e o anche però tuttavia quindi
        poi allora così inoltre infatti invece intanto""",
        "il suo|la sua|i suoi|le sue|per esempio|ad esempio|per questo|di conseguenza",
    ),
    "pt": (
        """ele ela eles elas seu sua seus suas este esta isto estes estas esse essa isso esses essas aquele mas e ou
        também porém contudo então depois assim além entretanto""",
        "no entanto|por exemplo|por isso|além disso|por outro lado",
    ),
    "pl": (
        """on ona ono oni one jego jej ich ten ta to te ci tego tej tych ale a i lub oraz także też jednak dlatego potem
        wtedy tak więc natomiast ponadto tymczasem zatem""",
        "na przykład|poza tym|w efekcie|z kolei|mimo to",
    ),
    "tr": (
        """o onlar onun onların bu bunlar şu bunun ama fakat ve veya ayrıca da de ancak sonra böylece yine üstelik""",
        "bu nedenle|bunun üzerine|örneğin|öte yandan|buna karşın|bu arada",
    ),
}
_LEADING = r"[\"“”„«»'‘’(\[—–…\-\s]*"

# Speech given to somebody the sentence doesn't name: '"…," she said', '«…», — добавил он'.
_SPOKEN_BY = {
    "en": r"[\"”]\s*(?:he|she|they|it) ",
    "ru": r"»\s?,?\s?[—–-] ?\w{1,30} (?:он|она|они)(?!\w)",
    "uk": r"»\s?,?\s?[—–-] ?\w{1,30} (?:він|вона|вони)(?!\w)",
    "de": r"[“\"«],? (?:sagte|sagt|erklärte|so) (?:er|sie)(?!\w)",
    "fr": r"»,? ?a-t-(?:il|elle)(?!\w)",
}


@cache
def _patterns(language: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    if language not in _OPENERS:
        return None, None
    words, phrases = _OPENERS[language]
    entries = {*words.split(), *(" ".join(phrase.split()) for phrase in phrases.split("|"))}
    openers = "|".join(map(re.escape, sorted(entries, key=lambda entry: (-len(entry), entry))))
    spoken = _SPOKEN_BY.get(language)
    return re.compile(rf"{_LEADING}(?:{openers})(?!\w)", re.IGNORECASE), re.compile(spoken) if spoken else None


def points_back(sentence: str, language: str) -> bool:
    """Whether a reader who starts at this sentence would ask 'who?' or 'what?'. False for a language without a list."""
    opener, spoken = _patterns(language)
    if opener is not None and opener.match(sentence):
        return True
    return spoken is not None and spoken.search(sentence) is not None


def opener_words(language: str) -> frozenset[str]:
    """The single words among the openers of a language, folded; empty for a language without a list."""
    words, _ = _OPENERS.get(language, ("", ""))
    return frozenset(map(fold, words.split()))
