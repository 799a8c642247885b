"""Words that say little as keywords, or only beside a name; by language, folded as `language.words` folds."""

from __future__ import annotations

from functools import cache

from language import fold
from summarizer.word_sets import word_set

# Lower-case words that stand inside a name.
PARTICLES = word_set(
    """
    de del della di da do dos das du des la le van von der den ter zu al el el- bin ibn ben y e af av of
    """
)

# After these, what follows 'of' belongs to the name.
HEADS_OF = word_set(
    """
    hall school university bank department ministry institute museum house court council office board college
    society church faculty academy chamber league union association bureau order
    """
)

# Before a name, written with a capital in some languages, and no part of it.
_TITLES = """
    former principal mr mrs ms miss dr doctor prof professor sir dame lord lady president vice prime minister mayor
    deputy governor senator congressman congresswoman representative judge justice chief police detective inspector
    sergeant constable captain colonel general lieutenant major admiral officer chancellor secretary director
    chairman chairwoman king queen prince princess pope father sister brother rev reverend bishop archbishop
    ambassador spokesman spokeswoman coach foreign herr frau bundeskanzler bundeskanzlerin kanzler prasident
    prasidentin ministerprasident minister burgermeister m mme monsieur madame senor senora don dona sig signor
    signora sr sra pan pani bay bayan sayin cumhurbaskani basbakan
"""

_CALENDAR = """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december christmas easter montag dienstag mittwoch donnerstag freitag samstag sonntag
    januar februar marz mai juni juli oktober dezember pazartesi sali carsamba persembe cuma cumartesi pazar ocak
    subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik
"""

_PEOPLES = """
    libyan afghan ethiopian somali sudanese yemeni kurdish serbian croatian american british english scottish welsh
    irish french german italian spanish portuguese dutch belgian swiss austrian swedish norwegian danish finnish
    polish czech hungarian romanian bulgarian greek turkish russian ukrainian belarusian georgian armenian chinese
    japanese korean indian pakistani iranian iraqi syrian israeli palestinian lebanese egyptian saudi african asian
    european australian canadian mexican brazilian argentine chilean colombian cuban western eastern northern
    southern islamic muslim christian jewish catholic americans russians germans ukrainians israelis palestinians
    chinese europeans turk turkler alman amerikan fransiz ingiliz rus
"""

# Commonest in news of every kind: nobody looks for them.
_GENERIC = {
    "en": """
        former another think meet following said says say saying told tell tells asked added according people person
        man men woman women year years month months week weeks day days night morning evening hour hours minute
        minutes time times today yesterday tomorrow first second third last next new old many more most one two
        three four five six seven eight nine ten hundred thousand million billion per cent percent number numbers
        part parts way ways thing things place places world country city town state made make makes making take
        takes taken took get got gets go goes going gone went come came comes also still back like well even good
        best better big small great high low long short several other group end start least around since including
        without within reported report reports called call left right used use found find know known want wants
        wanted need needs needed side case work works working worked seen see look looked set put run kept keep
        keeps held hold given give gave became become life home name names ago early late later half dozen something
        nothing anything everything everyone nobody anybody somebody family families member members statement
        official officials spokesman spokeswoman director leader chief head question idea fact point result plan
        area
    """,
    "ru": """
        сказал сказала сказали сообщил сообщила сообщили сообщает заявил заявила заявили рассказал рассказала
        отметил отметила добавил добавила подчеркнул считает пишет передает слово слова словам данные данным год
        года лет году месяц неделя день дня дней дни час часа часов минута минут время человек люди людей мужчина
        женщина раз место места мест часть стал стала стали будет могут новый новая новое новые первый первая
        последний другой тысяча тысяч миллион миллионов миллиард процент процентов рубль рублей число решение вопрос
        случай дело проблема итог результат мера страна город россия житель сторона журналист представитель глава
        директор руководитель утро вечер ночь начало конец понедельник вторник среда четверг пятница суббота
        воскресенье январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь сутки половина
        сотня мнение пора лето зима весна осень неделе прошлое будущее встреча член группа работа работы ход рамка
        помощь процентный пункт
    """,
    "uk": """
        сказав сказала повідомив повідомила повідомили заявив заявила розповів розповіла додав рік року років день
        дня днів час людей люди людина словами даними також тисяч мільйонів
    """,
    "de": """
        sagte sagt sagten laut niemand jahr jahre jahren jahres tag tage tagen woche wochen monat monate uhr zeit
        mensch menschen prozent million millionen euro ende teil zahl angaben neue neuen neuer erste ersten
    """,
    "fr": """
        dit declare annonce selon personne an ans annee annees jour jours mois semaine temps personnes millions
        euros nouveau nouvelle premier premiere fois
    """,
    "es": """
        dijo dice segun nadie ano anos dia dias mes meses semana tiempo persona personas millones nuevo nueva primer
        primera vez parte
    """,
    "it": """
        secondo detto ha anno anni giorno giorni mese mesi settimana tempo persona persone milioni nuovo nuova primo
        volta
    """,
    "pt": """
        disse afirmou segundo ano anos dia dias mes meses semana tempo pessoa pessoas milhoes novo nova primeiro vez
    """,
    "pl": """
        powiedzial powiedziala wedlug poinformowal poinformowala rok roku lat dzien dni miesiac tydzien czas osob
        osoby ludzi procent tysiecy milionow
    """,
    "tr": "dedi soyledi acikladi yil yili yilda gun gunu ay hafta zaman kisi kisinin milyon yeni ilk son buyuk",
}

# A word right after one of these is a noun, or stands before one.
BEFORE_NOUNS = word_set(
    """
    the a an his her their its our my your of this that these those no any some more each every for in with by on
    against over from at into about under through new old two three four five
    """
)

# The word after one of these is no noun, or no noun on its own.
BEFORE_VERBS = word_set(
    """
    to will would could can may might must should not they we he she it who i you n
    """
)


@cache
def _set(name: str) -> frozenset[str]:
    lists = {"titles": _TITLES, "calendar": _CALENDAR, "peoples": _PEOPLES}
    return frozenset(fold(word) for word in lists[name].split())


def is_title(word: str) -> bool:
    """Whether a folded word is a form of address or an office that stands before names."""
    return word in _set("titles")


def says_little_alone(word: str) -> bool:
    """Whether a folded word, though written with a capital, names nobody: a day, a month, a people."""
    return word in _set("calendar") or word in _set("peoples")


@cache
def generic_words(language: str) -> frozenset[str]:
    """Words met in news of every kind, folded; empty for a language without a list."""
    return frozenset(fold(word) for word in _GENERIC.get(language, "").split())
