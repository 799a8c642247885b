"""Paragraphs in which a publication speaks to its readers about itself: pleas for money, subscriptions, followers.

A paragraph is judged by three voices in what stands outside of quotation marks: it asks something of the reader, it says
'we', and it speaks of journalism. Reported speech is never an appeal.
"""

# ruff: noqa: E501 - patterns are kept one to a kind

from __future__ import annotations

import re
from enum import IntEnum

from ingest.cleaning.furniture import folded
from summarizer.word_sets import word_set

LONGEST = 2000


class Appeal(IntEnum):
    """How much a paragraph sounds like an appeal.

    PLAIN doesn't; LEANING says 'we', as a column does too; VOICED says it of its mission; ASKING asks something of the
    reader; CLEAR can't be anything else.
    """

    PLAIN = 0
    LEANING = 1
    VOICED = 2
    ASKING = 3
    CLEAR = 4


_QUOTED = re.compile(r"“[^“”]{0,1500}”|\"[^\"]{0,1500}\"|«[^«»]{0,1500}»|„[^„“]{0,1500}“")

# Nobody reports about himself in these words.
_SPEECH = re.compile(
    r"\b(?:said|says|told|wrote|writes|added|according to|announced|explained|reported|stated|urged|asked|asks|begged|shouted|"
    r"сказал\w?|сказали|заявил\w?|заявили|сообщил\w?|сообщили|сообщает|отметил\w?|написал\w?|добавил\w?|рассказал\w?|рассказали|"
    r"по словам|говорит|говорят|говорил\w?|говорится|пишет|просил\w?|просили|просит|попросил\w?|рассказывает|объясняет|советует|кричал\w?|пояснил\w?|подчеркнул\w?|призвал\w?|призвали)\b"
)
_SPEECH_START = re.compile(r"^\s*(?:[—–-]\s|[\"“«„])")

_WE = re.compile(
    r"\b(?:we|we're|we've|our|ours|us|мы|нас|нам|нами|наш|наша|наше|наши|нашу|нашей|нашего|нашему|наших|нашим|нашими)\b"
)
_YOU = re.compile(
    r"\b(?:you|your|yours|you're|you've|you'll|please|вы|вас|вам|вами|ваш\w{0,3}|пожалуйста|друзья)\b|"
    r"\b\w{3,12}(?:йте|ите|йтесь|итесь|ьте|ьтесь)\b|"
    r"(?:^|[.!?:;,—–] )(?:donate|support|subscribe|sign up|join|help|follow|become|consider|give|contribute|stand with)\b"
)
_PRESS = re.compile(
    r"\b(?:journalis\w{1,3}|reporters?|reporting|newsrooms?|editorial|editors?|newspaper|magazine|publication|newsletters?|briefings?|coverage|"
    r"podcasts?|free press|independent media|paywalls?|readers?|readership|hold (?:\w{3,10} )?power\w{0,3} to account|correspondents?|our (?:stories|fundraiser|investigations)|telegram channel|our (?:site|website|channel|"
    r"stories|articles|app|work|team|mission)|"
    r"нас читают|рассказываем о|корреспондент\w{0,3}|журналист\w{0,4}|редакци\w{1,3}|издани\w{1,3}|рассылк\w{1,2}|читател\w{1,4}|репорт\w{2,6}|расследовани\w{1,3}|сми|"
    r"независим\w{2,3} (?:медиа|пресс\w|журналистик\w)|нов(?:ый|ые|ых) материал\w{0,2}|наш\w{0,3} (?:сайт\w?|канал\w?|работ\w|проект\w?|"
    r"материал\w{0,2}|тексты?|команд\w|подкаст\w?|приложени\w|телеграм\S{0,8}|telegram\S{0,8})|подписчик\w{0,3}|донат\w{0,3})\b"
)
_MISSION = re.compile(
    r"\b(?:journalism|free press|press freedom|(?:independent|free|truthful|honest) (?:media|reporting|information)|our (?:mission|newsroom|"
    r"readers|editorial|coverage|reporting|journalists)|журналистик\w|независим\w{2,3} (?:медиа|сми|пресс\w|издани\w{1,2}|информаци\w)|"
    r"свобод\w{1,2} (?:слова|прессы)|наш\w{0,3} (?:редакци\w|миссия|читател\w{1,3}|журналист\w{0,3}|издани\w))\b"
)
# What most of these have in common is tried first, and once for all of them: that a word begins here.
_ASK = re.compile(
    r"\b(?:if every(?:one|body) (?:who |reading )|support us\b|your (?:subscription|donation|gift|membership|contribution) (?:supports?|helps?|makes?|keeps?|funds?|pays?)\b|"
    r"help (?:our|the) (?:correspondents?|reporters?|journalists?|newsroom|team|editors?)\b|donate by\b|"
    r"люб(?:ая|ую) сумм\w|кажд(?:ый|ая) (?:ваш\w? )?(?:рубль|взнос|донат|копейка)|(?:регулярн\w{2,3}|ежемесячн\w{2,3}) плат[её]ж|угостите\b|помогите (?:нам|редакции|журналист)|"
    r"если вы (?:еще |уже )?(?:не )?с нами|support our (?:work|journal\w{3}|report\w{3})\b|"
    r"donat(?:e|ing|ions?)\b|chip in\b|(?:make|making) (?:a|your) (?:\w{3,10} )?(?:contribution|gift|donation)\b|"
    r"(?:your|every|each|any|readers'?|reader) (?:\w{3,10} )?(?:support|contributions?|donations?|help|gift|membership|subscription|generosity)\b|"
    r"(?:support|supporting|help|helping|fund|funding|back|backing|join|joining|follow|following) (?:us|our)\b|"
    r"(?:support|supporting|fund|funding|defend|defending) (?:\w{3,14} ,?){0,3}(?:journalism|media|reporting|press)\b|"
    r"made possible by (?:our |its )?(?:readers|you)\b|readers like you\b|consider (?:making|supporting|donating|subscribing|becoming)\b|"
    r"(?:rely|relies|depend|depends) on (?:the )?(?:generosity|donations|contributions) of\b|"
    r"при поддержке (?:наших )?читател|вы (?:тоже |также )?можете (?:нам |нас )?(?:помочь|поддержать)|"
    r"need (?:your|you)\b|(?:rely|relies|depend|depends|count|counting) on (?:you|your|our readers|readers|people like you|the support)\b|"
    r"reader[- ](?:funded|supported|financed)\b|(?:funded|supported|powered) by (?:our |its )?readers\b|"
    r"(?:become|becoming|be) (?:a|an|our) (?:\w{3,10} )?(?:member|supporter|patron|subscriber|donor|friend)\b|"
    r"(?:subscribe|subscribing|sign up|signing up) (?:to|for) (?:our|the|this)\b|subscribe (?:now|today|here|via|from)\b|"
    r"(?:subscribe|support us|give|contribute) (?:monthly|from|as little)\b|for (?:as little as|just) [$€£]\b|"
    r"if you (?:can|value|like|enjoy|appreciate|believe in|find|want to (?:help|support))\b|"
    r"(?:thank you|thanks) for (?:standing|supporting|your|reading|being)\b|stand with us\b|favou?r to ask\b|(?:in|to) your inbox\b|"
    r"ваш\w{0,3} (?:\w{3,14} )?(?:поддержк\w|помощ\w|помощью|пожертвовани\w{1,2}|донат\w{0,2}|взнос\w{0,2}|подписк\w|вклад\w?)\b|"
    r"(?:помогите|помогая|помогаете|помочь|поможет|поможете|поможете ли) (?:нам|нашей|нашему|редакции|изданию|проекту|продолжать)|"
    r"(?:сделайте|сделать|оформите|оформить|оформив|внесите|внести|перевести|переведите|отправьте) (?:\w{3,15} )?(?:пожертвовани|донат|взнос|подписк|"
    r"перевод|любую сумму)|пожертв(?:уйте|овать|овани)|задонат|подписку на наш|ежемесячн\w{2,3} (?:пожертвовани|донат|взнос|платеж)|"
    r"подпи(?:шитесь|сывайтесь|саться|шись|сывайся) на (?:наш|нас|рассылк|канал|телеграм|telegram|ежедневн|еженедельн)|"
    r"стан(?:ьте|ь|овитесь) (?:\w{3,12} )?(?:патрон|спонсор|друг|подписчик|част)|(?:нужна|нужны|нужно|необходима|важна) ваш|нам нужн\w{1,2}\b|"
    r"(?:только |лишь )?благодаря (?:вам|вашей|вашим|поддержке читател|читателям|донат|пожертвовани)|за счет (?:пожертвовани|донат|читател)|"
    r"спасибо,? что (?:вы )?(?:читаете|поддерживаете|остаетесь|с нами)|если вы (?:можете|цените|хотите (?:помочь|поддержать)|считаете)|"
    r"просим (?:вас|о (?:помощи|поддержке))|зависим от (?:вас|ваш|читател)|существуем\b)|"
    r"поддерж(?:ите|ать|ивайте|ав|ивая|ивает|иваете|ки от|ке от) (?:нас|наш\w{0,3}|редакци\w|издани\w|проект\w?|независим|работу)"
)

_OPENER = re.compile(
    r"(?:an? )?(?:special |personal |important |short )?(?:message|note|letter|word|appeal|request) (?:from|to) (?!the (?:past|future)).{1,80}|"
    r"dear (?:reader|readers|friend|friends|subscriber|subscribers|supporters?|members?)\b.{0,60}|"
    r"(?:before you (?:go|leave|continue)|since you're here|while you're here|we (?:have|'ve got) a (?:small |little )?favou?r to ask|"
    r"(?:we )?need your (?:help|support)|why (?:support|donate to)|support (?:the |our |independent |free |quality )?(?:journalism|press|newsroom)|"
    r"help (?:us|keep)|keep (?:us|our)|stand with|a (?:quick|small) (?:request|favou?r|ask)|if you(?:'ve| have) (?:read|come) this far)\b.{0,80}|"
    r"(?:обращение|сообщение|письмо|просьба|слово) (?:от |к )?(?:редакци|главн|читател|команд|издани|журналист).{0,80}|"
    r"(?:от|слово) редакции\b.{0,40}|(?:дорогие|дорогой|уважаемые|уважаемый|милые) (?:наши )?(?:читател|друз|друг|подписчи).{0,60}|"
    r"(?:друзья|читатели)\b.{0,40}|(?:нам|редакции|изданию) (?:очень )?нужна (?:ваша )?(?:помощь|поддержка).{0,60}|"
    r"(?:помогите|поддержите)\b.{0,80}|прежде чем (?:вы )?(?:уй|закро|продолж).{0,60}|пока вы (?:здесь|не ушли|не закрыли).{0,60}|"
    r"(?:минут(?:ку|очку)|секундочку) внимания.{0,40}|(?:у нас (?:есть )?)?(?:к вам )?(?:небольшая |одна )?просьба.{0,40}"
)

# What `_WE` and `_YOU` find has one of these words in it, or one of these endings: most paragraphs have none and need no
# closer look.
_VOICES = word_set(
    """we our ours us you your yours please donate support subscribe sign join help follow become consider give contribute
    stand мы нас нам нами наш наша наше наши нашу нашей нашего нашему наших нашим нашими вы вас вам вами пожалуйста
    друзья"""
)
_ADDRESSING = re.compile(r"ваш|[йиь]те(?:сь)?\b")
_WORD = re.compile(r"\w+")


def appeal(line: str) -> Appeal:
    """How much the paragraph `line` sounds like an appeal."""
    if len(line) > LONGEST or _SPEECH_START.match(line):
        return Appeal.PLAIN
    own = folded(_QUOTED.sub(" ", line))
    if _VOICES.isdisjoint(_WORD.findall(own)) and _ADDRESSING.search(own) is None:
        return Appeal.PLAIN
    if _SPEECH.search(own):
        return Appeal.PLAIN
    we = _WE.search(own) is not None
    press = _PRESS.search(own) is not None
    you = _YOU.search(own) is not None
    asks = sum(1 for _ in _ASK.finditer(own)) if you else 0
    if asks and you and (we or press):
        # The longer a paragraph, the likelier such words have come together by chance.
        enough = asks >= (1 if press and we else 2) + (len(own) > 600)
        return Appeal.CLEAR if enough and (press or asks >= 3) else Appeal.ASKING
    if we and _MISSION.search(own):
        return Appeal.VOICED
    return Appeal.LEANING if we or (you and (press or asks)) else Appeal.PLAIN


def opens_appeal(line: str) -> bool:
    """Whether `line` is a heading or an address that an appeal may begin with ('Dear readers', 'A message from ...')."""
    return len(line) <= 140 and not _SPEECH_START.match(line) and _OPENER.fullmatch(folded(line)) is not None
