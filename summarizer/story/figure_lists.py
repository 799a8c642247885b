"""Words that tell what a number counts, and those that tell it counts nothing to be compared; English and Russian."""

from __future__ import annotations

import re

from summarizer.word_sets import word_set

EVENTS = (
    ("killed", ("kill", "fatal", "perish", "погиб", "убит", "умер", "скончал", "жертв", "смерт", "унес")),
    ("injured", ("injur", "wound", "hurt", "ранен", "пострада", "травм")),
    ("missing", ("missing", "пропал", "пропавш")),
    ("held", ("arrest", "detain", "задержа", "арестов")),
    ("moved", ("evacuat", "эвакуир")),
    ("rescued", ("rescued", "saved", "спасли", "спасен")),
)
# What may befall things and animals, or people otherwise.
DEEDS = (
    ("destroyed", ("destroy", "burn", "collaps", "buried", "bury", "уничтож", "сгорел", "снес", "разруш", "обруш")),
    ("damaged", ("damag", "поврежд")),
    ("flooded", ("flood", "затоп", "подтоп")),
    ("dark", ("power", "electricity", "обесточ", "свет", "электрич")),
    ("cancelled", ("cancel", "отмен")),
    ("recalled", ("recall", "отзыва", "отозва")),
    ("freed", ("freed", "releas", "освобод", "отпуст")),
    ("seized", ("seiz", "confiscat", "изъя", "захват", "конфиск")),
    ("saved", ("rescu", "saved", "вывел", "вывез", "спас")),
    ("stranded", ("strand", "trapp", "застря", "заблокир")),
    ("fired", ("dismiss", "laid", "layoff", "уволе", "уволи", "сокращ")),
    ("sent", ("deploy", "направ")),
    ("sick", ("infect", "poison", "hospital", "зараз", "заболе", "отрав", "госпитал")),
)
EVENT_WORDS = dict.fromkeys(("dead", "die", "died", "dies", "dying", "death", "deaths", "slain", "lives"), "killed")
MONEY = (
    ("fine", ("fine", "fining", "штраф", "оштраф")),
    ("cost", ("cost", "price", "стои", "обойд", "обош", "цен")),
    ("loss", ("damage", "loss", "lost", "losing", "ущерб", "убыт", "потер")),
    ("profit", ("profit", "earn", "прибыл")),
    ("revenue", ("revenue", "sales", "turnover", "выручк")),
    ("ransom", ("ransom", "выкуп")),
    ("bribe", ("bribe", "взятк")),
    ("grant", ("grant", "donat", "грант", "пожертв")),
)
PEOPLE = word_set("people persons person others men человек человека людей люди")
ORDINALS = ("first", "second", "third", "fourth", "перв", "втор", "трет", "четверт")
DAYS = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "понедельник", "вторник", "сред",
    "четверг", "пятниц", "суббот", "воскресень",
)  # fmt: skip
TOLL = re.compile(r"\b(?:toll|number|count|total|tally|числ|количеств)", re.IGNORECASE)
OTHER_TIME = re.compile(
    r"\b(?:last (?:year|month|week|time)|years? ago|months? ago|decades?|previous|earlier|past|annual|every year|"
    r"each year|a year|usual|history|compared|so far this|since|could|might|прошл|ранее|назад|ежегодн|обычно|"
    r"с начала|по сравнению|истори|могут|может)|"
    r"(?<!\d)(?:1[5-9]\d\d|20\d\d)(?= год| г\.|-м|[.,;]|\s(?:in|and|on)\b|$)|"
    r"\b(?:in|since|of|by) (?:1[5-9]\d\d|20\d\d)\b",
    re.IGNORECASE,
)
PART = re.compile(
    r"\b(?:including|among (?:them|those|whom)|of (?:them|those|whom|which)|mostly|half|в том числе|из них|среди них|"
    r"среди (?:погибших|пострадавших|задержанных)|включая)\b",
    re.IGNORECASE,
)
MORE = word_set(
    "another more further additional other not each every per ещё еще другие других дополнительно по каждые"
)
NOT_COUNTED = word_set(
    """
    year years month months week weeks day days hour hours minute minutes second seconds night nights time times per
    percent % am pm o clock km kilometre kilometres kilometer kilometers feet foot inch inches yard yards acre acres
    square mile miles metre metres meter meters degree degrees kg kilo kilos ton tons tonne tonnes point points
    january february march april may june july august september october november december
    лет год года году годом месяц месяца месяцев неделя недели недель неделю день дня дней дни час часа часов минута
    минуты минут секунда секунды секунд ночь ночи ночей сутки суток раз раза процент процента процентов процентный км
    метр метра метров градус градуса градусов тонна тонны тонн балл балла баллов января февраля марта апреля мая июня
    июля августа сентября октября ноября декабря век века веков класс класса классов
    """
)
NOT_COUNTED_STARTS = ("километр", "сантиметр", "миллиметр", "килограмм", "квадратн", "кубическ", "процентн")
RATE = word_set("a an per each every в")
RATE_OF = word_set("day week month year hour day's день неделю месяц год час сутки")
PLACE_WORDS = word_set("in at near outside around from в во на под из около у")
