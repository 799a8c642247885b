"""Lines that stand around a text and not in it: captions, bylines, datelines, links, credits, appeals, clock times."""

from __future__ import annotations

import re

from summarizer.readability.appeals import is_appeal
from summarizer.word_sets import word_set

# What opens such a line, after list marks and brackets.
_OPENS = re.compile(
    r"read (?:more|also|next|on:|the full|our|it here)|click (?:here|for|to|on)|scroll (?:down|for|to)|sign up|"
    r"subscribe|follow (?:us|our|@|me on|live)|watch (?:the video|now|below|live|:|more|how|what|why|cnn)|"
    r"see (?:also|more|below)|"
    r"(?:file |stock )?photo(?:graph)?s?(?: gallery)?(?::| by| courtesy)|images?(?::| by| courtesy| credit)|"
    r"video:|pictured|"
    r"getty images|copyright|©|all rights reserved|share (?:this|on|your)|related(?: stories| articles)?:|"
    r"(?:last )?updated?(?::| at| on)|published:|first published|posted (?:by|on|at)|"
    r"sources?:|credit:|correction:|clarification:|editor[’']?s note|note to editors|advertisement|story continues|"
    r"article continues|for more (?:information|on|news|stories|details|tips)|more (?:information|on this story|"
    r"from|:)|"
    r"tell us|let us know|join the (?:conversation|discussion)|join us|listen to|download (?:our|the app|the free)|"
    r"have (?:a|your) (?:story|say)|do you (?:have|know)|what do you think|if you (?:or someone you know|"
    r"have been affected|"
    r"would like to)|visit (?:our|us|www)|email us|contact us|send (?:us|your)|leave a comment|comments are|tune in|"
    r"the (?:views|opinions) expressed|opinions expressed|this (?:story|article|post|page|report|piece|"
    r"interview|transcript|"
    r"content) (?:has been|was|is|will be|originally|first|contains|may contain|appeared|appears|includes|continues)|"
    r"a version of this|here[’']s (?:what|how|why|a look|everything|the)|here are|doi:|"
    r"читайте (?:также|ещё|еще|нас|далее|полную|подробнее)|подпис(?:ывайтесь|аться|ывайся)|"
    r"фото(?:граф)?(?:ия)?\s?[:/]|видео\s?[:/]|"
    r"на (?:фото|снимке|видео)\s?[:(—–-]|автор(?: фото| текста)?:|источник:|смотрите также|подробнее|поделиться|"
    r"реклама\b|"
    r"следите за|присоединяйтесь|напишите нам|пишите нам|оставьте|комментарии|последнее обновление|обновлено|"
    r"опубликовано|"
    r"дата публикации|материал (?:обновлен|обновлён|подготовлен|дополняется)|текст (?:дополняется|обновлен)|"
    r"новость дополняется|редакция не несет|мнение (?:автора|редакции)|перепечатка|при использовании|по теме:|"
    r"ранее по теме|"
    r"нашли ошибку|заметили ошибку|больше новостей|самое интересное|скачайте|"
    r"lesen sie|mehr (?:dazu|zum thema|zu diesem)|foto:|bild:|quelle:|von unserem|hier geht es|abonnieren|newsletter|"
    r"stand:|dieser artikel|klicken sie|"
    r"lire aussi|à lire|lire (?:la suite|l[’'])|photo :|crédit|abonnez|cet article|voir aussi|cliquez|suivez|"
    r"publié le|mis à jour|"
    r"lea también|lee también|leer más|vea también|foto:|suscríb|síguenos|haga clic|este artículo|publicado|"
    r"actualizado|"
    r"leia (?:também|mais)|veja também|saiba mais|siga(?: o| a|-nos)|assine|clique|crédito|este artigo|atualizado|"
    r"leggi anche|leggi (?:tutto|l[’'])|guarda anche|iscriviti|seguici|clicca|questo articolo|pubblicato|aggiornato|"
    r"читайте також|підпис(?:уйтесь|атися)|дивіться також|фото:|джерело:|детальніше|стежте за|оновлено|"
    r"czytaj (?:też|także|więcej)|zobacz (?:też|także|również)|przeczytaj|fot\.|źródło:|zapisz się|kliknij|"
    r"aktualizacja|"
    r"haberin devamı|ayrıca oku|fotoğraf:|kaynak:|abone ol|takip edin|tıklayın|"
    r"点击|點擊|阅读更多|延伸阅读|图片来源|图：|来源：|责任编辑|关注我们|続きを読む|関連記事|写真：|出典：|もっと見る",
    re.IGNORECASE,
)
# What gives it away wherever it stands.
_POINTS_AT_PICTURE = re.compile(
    r"\((?:pictured|above|below|left|right|centre|center|top|bottom|foreground|far left|far right|second left|"
    r"second right|Photo|на фото|слева|справа|в центре|links|rechts|im bild|à gauche|à droite|izquierda|derecha|"
    r"a sinistra|a destra|à esquerda|à direita|po lewej|po prawej|ліворуч|праворуч|на світлині|solda|sağda)\b|"
    r", (?:(?:second|third|far) (?:left|right),|pictured (?:here|above|below|left|right)\b)"
)
_HELD = (
    "READ MORE", "contributed to this", "contributed reporting", "ile photo", "ile picture", "Photo by ",
    "Photo courtesy", "Picture courtesy", "Image courtesy", "Getty Images", "via Getty", "/AP)", "/AFP", "/Reuters",
    "/REUTERS", "ll rights reserved", "Все права защищены", "Alle Rechte vorbehalten", "croll down", "lick here",
    "ign up for our", "ign up to our", "ubscribe to our", "our newsletter", "pic.twitter.com", "t.me/",
    "нажмите здесь", "по ссылке ниже", " is below.", " are below.", "listed below", "shown below", "приведён ниже",
    "приведены ниже", "Reporting by", "Editing by", "Additional reporting", "нашем телеграм", "нашем Telegram",
    "нашего канала",
)  # fmt: skip

# 'U.S. Navy image of pirates off Somalia in October.' says what is to be seen.
_SHOWN = re.compile(
    r"(?:(?:an?|the|this)\s)?(?:[\w.’'-]+\s){0,3}(?:photo|picture|photograph|image|file photo|screenshot|screengrab)\s"
    r"(?:of|from|taken|shows|released|provided|posted|showing)\b",
    re.IGNORECASE,
)
_SHOWN_WORDS = 16
_TELLS = re.compile(r"\b(?:was|were|is|are|has|had|have|will|went|emerged|sparked|prompted|caused|drew|led)\b")
# 'Thrilled: Elliott told his neighbours today.' stands under a picture; a quotation after a colon opens with its mark,
# and who speaks in a transcript has each word of the name in capitals.
_LABEL = re.compile(r"([^\W\d_][\w’'. &/()-]{0,38}):\s(?=(?P<next>[^\W\d_]))")
_CAPTION_WORDS = 22
_VERBLESS_WORDS = 12
_ARTICLE = re.compile(r"(?:the|an?)\s")
_GREETS = re.compile(
    r"(?:[^\W\d_][\w’'. -]{0,38}:\s)?(?:good (?:morning|afternoon|evening)\b|"
    r"hello\b|welcome (?:back|to (?:our|my|this|today))\b|"
    r"thank you\b|thanks(?! to\b)\b|"
    r"здравствуйте|добрый (?:день|вечер)\b|доброе утро|добро пожаловать|спасибо\b|привет\b|guten (?:tag|morgen|"
    r"abend)\b|"
    r"willkommen\b|bonjour\b|bienvenue|buenos días|buenas (?:tardes|noches)\b|bienvenid|buongiorno|buonasera|"
    r"benvenuti|bom dia\b|"
    r"boa (?:tarde|noite)\b|bem-vind|доброго дня|вітаємо\b|дякую\b|dzień dobry|dobry wieczór|witamy\b|merhaba\b|"
    r"hoş geldiniz)",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(
    r"(?:I|We|You|Yes|No|Well|My|Our|Я|Мы|Вы|Да|Нет|Наш\w*|Мо[йяеёи]|У нас|У меня|Ми|Ich|Wir|Ja|Nein|Je|J[’']|"
    r"Nous|Oui|Non|"
    r"Sí|Yo|Nosotros|Sì|Io|Noi|Sim|Não|Eu|Nós|Tak|Nie|Evet|Hayır|Ben|Biz)\b"
)
_NAME = re.compile(r"[^\W\d_][\w’'.-]*")
_LINK_WORDS = word_set("READ MORE WATCH VIDEO PHOTO PHOTOS RELATED UPDATE SEE CLICK ALSO GALLERY LIVE")
_SHOUTED = re.compile(r"(?:VIDEO|PHOTOS|PICTURES|GALLERY|WATCH|RELATED|EXCLUSIVE) +[A-Z][a-z][\w’'-]* ")
_BYLINE = re.compile(
    r"(?:By|Words by|Written by|Von|Par|Por|Di|Автор|Текст)\s[A-ZА-ЯЁ][\w.’'-]+(?:\s[A-ZА-ЯЁ][\w.’'-]+){1,3}\s?"
    r"(?:$|[,|·•—–-]|for\b|and\b|для\b|für\b|pour\b|para\b)"
)
_BYLINE_WORDS = 14
_WHEN = re.compile(
    r"By (?:\w+ )?(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
_CLOCK = re.compile(
    r"[\[(]?(?:[01]?\d|2[0-4])(?::[0-5]\d(?::[0-5]\d)?|[.h][0-5]\d(?=\s?(?:[ap]\.?m\b|Uhr|ч\.|[-–—|:]))|"
    r"(?=\s?[ap]\.?m\b))[\])]?"
    r"(?:\s?(?:[ap]\.?m\.?|Uhr|h|ч\.|GMT|UTC|BST|E[SD]?T|CET|MSK|МСК|мск)(?!\w))?\s*(?:[-–—:|•.,]+\s*|\s)(?=\S)"
)
_DATELINE = re.compile(
    r"\([A-Z][\w.&’' ]{1,24}\)(?=[A-Z\"“‘])|"
    # 'Corvale, NY – '
    r"(?:[A-Z][\w.’'-]{1,24} ){0,2}[A-Z][\w.’'-]{1,24}, [A-Z]{2} ?(?:[–—]|--) ?(?=[A-Z\"“«‘'])|"
    # '(CNN) -- ', 'BERLIN, Germany (AP) — ', 'Washington (CNN)', 'LONDON — ', 'МОСКВА, 5 мая — ТАСС. '
    r"(?:[A-Z][\w.’' -]{0,24}(?:, [A-Z][\w.’' -]{0,24}){0,2}\s?)?\((?:CNN|AP|AFP|Reuters|REUTERS|dpa|DPA|UPI|"
    r"ANSA|EFE|PAP|AA|"
    r"Lusa|Xinhua|Bloomberg|RIA Novosti|Interfax|TASS|ТАСС|Рейтер)\)\s?(?:[-–—]+\s?)?(?=[\w\"“«‘'])|"
    r"[A-Z][A-Z.’' -]{2,24}(?:, [A-Z][\w.’' -]{1,24}){0,2}(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?\s?(?:[–—]|"
    r"--)\s?(?=[\w\"“«‘'])|"
    r"[А-ЯЁ][А-ЯЁ-]{2,24}(?:, [А-ЯЁа-яё \d.]{1,24})?(?:\s?/[А-ЯЁа-яё\w .]{2,24}/)?\.?\s?[–—-]\s?(?:(?:ТАСС|"
    r"РИА Новости|Интерфакс)[.,]?\s)?"
    r"(?=[\w\"“«‘'])"
)
_ITEM = re.compile(r"(?:[•·▪*●◦]|[-–—](?=\s[A-ZА-ЯЁ0-9«\"“])|\d{1,2}[.)](?=\s\D)|\[\d{1,3}\])\s+(?=\S)")


def is_furniture(sentence: str, words: int) -> bool:
    """Whether a sentence of so many words is a caption, a byline, a link, a credit, an appeal or a greeting."""
    opening = sentence.lstrip("[(*•-–—> \t")
    if _OPENS.match(opening) or _GREETS.match(sentence):
        return True
    if any(map(sentence.__contains__, _HELD)):
        return True
    if _POINTS_AT_PICTURE.search(sentence) or _SHOUTED.match(sentence):
        return True
    if words <= _SHOWN_WORDS and _SHOWN.match(sentence) and not _TELLS.search(sentence):
        return True
    if words <= _BYLINE_WORDS and _BYLINE.match(sentence) and not _WHEN.match(sentence):
        return True
    return (words <= _CAPTION_WORDS and _is_caption(sentence, words)) or is_appeal(sentence)


def _is_caption(sentence: str, words: int) -> bool:
    label = _LABEL.match(sentence)
    if label is None:
        return False
    names = _NAME.findall(label[1])
    if not label["next"].isupper():
        # 'Willow and water: the new bank on a morning in May.'
        return (
            words <= _VERBLESS_WORDS
            and len(names) <= 3
            and _ARTICLE.match(sentence, label.end()) is not None
            and not _TELLS.search(sentence)
        )
    if all(name.isupper() for name in names):
        return len(names[0]) > 1 and not _LINK_WORDS.isdisjoint(names)
    named = len(names) <= 3 and all(name[0].isupper() for name in names)
    return not (named and ("." in label[1] or _FIRST_PERSON.match(sentence, label.end())))


def entry_length(sentence: str) -> int:
    """How many characters of a sentence are a list's mark or a ticker's time; 0 mostly."""
    start = 0
    for opening in (_ITEM, _CLOCK):
        if match := opening.match(sentence, start):
            start = match.end()
    return start


def opening_length(sentence: str) -> int:
    """How many characters of a sentence stand before it: a dateline, a ticker's time, a list's mark; 0 mostly.

    What follows is verbatim the text's, and opens as a sentence does.
    """
    start = entry_length(sentence)
    if match := _DATELINE.match(sentence, start):
        start = match.end()
    return start if start < len(sentence) else 0
