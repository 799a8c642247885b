"""Paragraphs in which a publication speaks to its readers about itself: pleas for money, subscriptions, followers.

A paragraph is judged by three voices in what stands outside of quotation marks: it asks something of the reader, it says
'we', and it speaks of journalism. Reported speech is never an appeal.
"""

# ruff: noqa: E501 - patterns are kept one to a kind

from __future__ import annotations

import re
from enum import IntEnum

from ingest.furniture import folded

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
_ASK = re.compile(
    r"\bif every(?:one|body) (?:who |reading )|\bsupport us\b|\byour (?:subscription|donation|gift|membership|contribution) (?:supports?|helps?|makes?|keeps?|funds?|pays?)\b|"
    r"\bhelp (?:our|the) (?:correspondents?|reporters?|journalists?|newsroom|team|editors?)\b|\bdonate by\b|"
    r"\bлюб(?:ая|ую) сумм\w|\bкажд(?:ый|ая) (?:ваш\w? )?(?:рубль|взнос|донат|копейка)|\b(?:регулярн\w{2,3}|ежемесячн\w{2,3}) плат[её]ж|\bугостите\b|\bпомогите (?:нам|редакции|журналист)|"
    r"\bесли вы (?:еще |уже )?(?:не )?с нами|\bsupport our (?:work|journal\w{3}|report\w{3})\b|"
    r"\bdonat(?:e|ing|ions?)\b|\bchip in\b|\b(?:make|making) (?:a|your) (?:\w{3,10} )?(?:contribution|gift|donation)\b|"
    r"\b(?:your|every|each|any|readers'?|reader) (?:\w{3,10} )?(?:support|contributions?|donations?|help|gift|membership|subscription|generosity)\b|"
    r"\b(?:support|supporting|help|helping|fund|funding|back|backing|join|joining|follow|following) (?:us|our)\b|"
    r"\b(?:support|supporting|fund|funding|defend|defending) (?:\w{3,14} ,?){0,3}(?:journalism|media|reporting|press)\b|"
    r"\bmade possible by (?:our |its )?(?:readers|you)\b|\breaders like you\b|\bconsider (?:making|supporting|donating|subscribing|becoming)\b|"
    r"\b(?:rely|relies|depend|depends) on (?:the )?(?:generosity|donations|contributions) of\b|"
    r"\bпри поддержке (?:наших )?читател|\bвы (?:тоже |также )?можете (?:нам |нас )?(?:помочь|поддержать)|"
    r"\bneed (?:your|you)\b|\b(?:rely|relies|depend|depends|count|counting) on (?:you|your|our readers|readers|people like you|the support)\b|"
    r"\breader[- ](?:funded|supported|financed)\b|\b(?:funded|supported|powered) by (?:our |its )?readers\b|"
    r"\b(?:become|becoming|be) (?:a|an|our) (?:\w{3,10} )?(?:member|supporter|patron|subscriber|donor|friend)\b|"
    r"\b(?:subscribe|subscribing|sign up|signing up) (?:to|for) (?:our|the|this)\b|\bsubscribe (?:now|today|here|via|from)\b|"
    r"\b(?:subscribe|support us|give|contribute) (?:monthly|from|as little)\b|\bfor (?:as little as|just) [$€£]\b|"
    r"\bif you (?:can|value|like|enjoy|appreciate|believe in|find|want to (?:help|support))\b|"
    r"\b(?:thank you|thanks) for (?:standing|supporting|your|reading|being)\b|\bstand with us\b|\bfavou?r to ask\b|\b(?:in|to) your inbox\b|"
    r"поддерж(?:ите|ать|ивайте|ав|ивая|ивает|иваете|ки от|ке от) (?:нас|наш\w{0,3}|редакци\w|издани\w|проект\w?|независим|работу)|"
    r"\bваш\w{0,3} (?:\w{3,14} )?(?:поддержк\w|помощ\w|помощью|пожертвовани\w{1,2}|донат\w{0,2}|взнос\w{0,2}|подписк\w|вклад\w?)\b|"
    r"\b(?:помогите|помогая|помогаете|помочь|поможет|поможете|поможете ли) (?:нам|нашей|нашему|редакции|изданию|проекту|продолжать)|"
    r"\b(?:сделайте|сделать|оформите|оформить|оформив|внесите|внести|перевести|переведите|отправьте) (?:\w{3,15} )?(?:пожертвовани|донат|взнос|подписк|"
    r"перевод|любую сумму)|\bпожертв(?:уйте|овать|овани)|\bзадонат|\bподписку на наш|\bежемесячн\w{2,3} (?:пожертвовани|донат|взнос|платеж)|"
    r"\bподпи(?:шитесь|сывайтесь|саться|шись|сывайся) на (?:наш|нас|рассылк|канал|телеграм|telegram|ежедневн|еженедельн)|"
    r"\bстан(?:ьте|ь|овитесь) (?:\w{3,12} )?(?:патрон|спонсор|друг|подписчик|част)|\b(?:нужна|нужны|нужно|необходима|важна) ваш|\bнам нужн\w{1,2}\b|"
    r"\b(?:только |лишь )?благодаря (?:вам|вашей|вашим|поддержке читател|читателям|донат|пожертвовани)|\bза счет (?:пожертвовани|донат|читател)|"
    r"\bспасибо,? что (?:вы )?(?:читаете|поддерживаете|остаетесь|с нами)|\bесли вы (?:можете|цените|хотите (?:помочь|поддержать)|считаете)|"
    r"\bпросим (?:вас|о (?:помощи|поддержке))|\bзависим от (?:вас|ваш|читател)|\bсуществуем\b"
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


def appeal(line: str) -> Appeal:
    """How much the paragraph `line` sounds like an appeal."""
    if len(line) > LONGEST or _SPEECH_START.match(line):
        return Appeal.PLAIN
    own = folded(_QUOTED.sub(" ", line))
    if not own or _SPEECH.search(own):
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
