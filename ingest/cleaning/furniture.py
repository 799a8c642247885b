"""Lines that belong to a page and not to its article, known by what the whole line says: buttons, credits, notices.

Every pattern must match a whole line, folded (case, ё, white space, the punctuation and pictures about it), and lines longer
than LONGEST are never looked at: a paragraph that merely mentions advertising or donations can't match.
"""

# ruff: noqa: E501 - patterns are kept one to a kind

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from functools import lru_cache

from ingest.cleaning.furniture_abroad import ASKS as _ASKS_ABROAD
from ingest.cleaning.furniture_abroad import FIXTURES as _FIXTURES_ABROAD

LONGEST = 260


class Furniture(Enum):
    """`ASK` wants something of the reader (money, a subscription, to be followed); `FIXTURE` is any other."""

    ASK = "ask"
    FIXTURE = "fixture"


_NETWORKS = (
    r"(?:twitter|x|facebook|fb|instagram|telegram|whatsapp|youtube|linkedin|tiktok|threads|bluesky|mastodon|vk|reddit|"
    r"pinterest|email|e-mail|google news|apple news|signal|viber|rss|телеграм\w{0,4}|тг|ватсап\w{0,3}|вконтакте|ютуб\w{0,3}|"
    r"фейсбук\w{0,3}|инстаграм\w{0,3}|твиттер\w{0,3}|одноклассник\w{0,3}|дзен\w{0,3}|яндекс\S{0,15}|соцсет\w{0,3})"
)
_OUR_LETTER = r"(?:newsletters?|briefings?|bulletins?|alerts?|digests?|e-?mails|e-?mail (?:list|alerts|updates)|updates|headlines|podcasts?|inbox)"
_AGENCY = (
    r"(?:ap|afp|reuters|getty(?: images)?|epa|pa|alamy|shutterstock|unsplash|istock|bloomberg|tass|тасс|риа новости|"
    r"интерфакс|коммерсант\w?|sputnik|xinhua|zuma|anadolu|keystone|imago|depositphotos|legion-media|pixabay|pexels)"
)

_ASKS = (
    # English
    r"remind me (?:later|again|in .{1,20}|tomorrow|next .{1,12})",
    r"(?:not now|maybe later|no,? thanks|don'?t show (?:me )?(?:this )?again)",
    r"i(?:'ve| have)? already (?:donated?|subscribed?|support|gave|contribut).{0,40}",
    r"already (?:a|an) (?:subscriber|member|supporter).{0,60}",
    r"(?:please )?donate(?: (?:now|today|here|online|once|monthly))?(?: (?:to|and) (?:us|our|support|help|keep).{0,80})?",
    r"(?:please )?(?:make|give) a (?:one-time |monthly |recurring )?(?:donation|contribution|gift)(?: (?:now|today|here))?",
    r"(?:click here|tap here) to (?:donate|subscribe|support|sign up|join|contribute|read more).{0,80}",
    r"(?:please )?(?:support|help|fund) (?:us|our (?:work|journalis\w{1,3}|reporting|newsroom|team|mission)|independent "
    r"(?:journalism|media)|quality journalism)(?:[ .,!].{0,100})?",
    r"(?:become|be) (?:a|our) (?:member|patron|supporter|subscriber|friend|donor)(?: (?:now|today|of (?:our|the) .{1,50}|for .{1,50}))?",
    r"(?:subscribe|sign up|register|join)(?: (?:now|here|today|free|for free|us))?",
    r"(?:subscribe|sign up)(?: (?:now|here|today))? (?:to|for) (?:our|the|this|my|us).{0,60}"
    + _OUR_LETTER
    + r".{0,120}",
    r"(?:subscribe|sign up)(?: (?:now|here|today))? (?:to|for) (?:us|(?:our|the|this|my) (?:telegram |youtube |whatsapp )?"
    r"(?:channel|newspaper|magazine|feed|site|website|blog))(?: .{0,100})?",
    r"(?:get|receive) (?:the|our|all|more|breaking|daily|weekly).{0,80}(?:(?:to|in|into) your (?:inbox|e-?mail)|newsletter).{0,60}",
    r"(?:our|the) .{0,60}(?:newsletter|briefing|stories|news),? .{0,60}(?:to|in|into) your inbox.{0,60}",
    r"(?:enter )?your e-?mail(?: address)?(?: (?:will|is|here|below|to) .{0,60})?",
    r"by (?:signing up|subscribing|registering|providing your).{0,120}(?:terms|privacy|agree|consent|policy).{0,120}",
    r"(?:please )?(?:follow|like|join|find|read|watch|add|contact|connect with) (?:us|our .{1,40}) (?:on|in|at|via|through) "
    r".{0,100}",
    r"(?:please )?follow .{1,60} on " + _NETWORKS + r"(?:[ ,:].{0,80})?",
    r"(?:follow|like) us",
    r"(?:join|check out|visit|see) our (?:telegram|whatsapp|youtube|facebook|discord|signal).{0,100}",
    r"(?:download|get|install|try) (?:our|the .{0,30}) (?:free )?app(?:[ .,].{0,80})?",
    r"thank(?:s| you)(?: very much| so much)? for (?:subscribing|signing up|reading|your support|supporting us).{0,80}",
    r"(?:do you )?(?:have|got) (?:a |any )?(?:news )?(?:tips?|story ideas?)(?: .{0,60})?\? .{0,160}",
    r"(?:send|share)(?: us)? your (?:news )?(?:tips|stories|photos|feedback).{0,100}",
    r"unsubscribe(?: .{0,60})?|manage (?:your )?subscriptions?|subscribe to continue(?: reading)?",
    r"(?:rate|review) us(?: on .{1,60})?",
    r"give (?:today|now|monthly|once)|stay (?:informed|connected|up to date)(?:\W{1,3}(?:get|download|subscribe|follow|join|sign up) .{1,80})?",
    r"(?:get|save|take) .{0,30}(?:%|percent) (?:off|on) .{0,40}subscription.{0,60}",
    r"(?:want|like|enjoy\w{0,4}|love) .{3,80}\? (?:sign up|subscribe|join|follow|get) .{2,120}",
    r"support (?:the )?\w{2,20}(?: \w{2,20}){0,2} (?:times|post|news|herald|tribune|courier|journal|gazette|observer|magazine|media|press)",
    r"(?:like|liked|love|enjoyed?) (?:what you(?:'re)? (?:read|reading|see)|this (?:article|story|post|piece))\? .{2,120}",
    r"(?:buy|get) (?:us|our team|the (?:team|author)) a (?:coffee|beer).{0,40}",
    r"(?:let us know|tell us)(?: what you think| your (?:thoughts|view|opinion)s?)? in the comments(?: below| section)?|what do you think\? (?:tell|let|share|leave|join|comment).{2,80}",
    r"(?:share|leave|post) your (?:thoughts|comments|views?|opinions?).{0,80}",
    r"(?:to (?:continue|keep|go on) reading|to read (?:on|more|the (?:full|whole|rest of the) .{1,20})),? .{0,60}(?:account|sign in|log in|subscribe|register|subscription|e-?mail).{0,60}",
    r"(?:this|the) (?:article|story|content|page) is (?:only )?(?:for|available (?:only )?to|reserved for|exclusive to) (?:our )?(?:subscribers|members|registered .{1,20}).{0,100}",
    r"you(?:'ve| have) (?:read|reached) .{0,40}(?:articles?|stories|limit).{0,40}(?:subscribe|sign up|register|month|free).{0,80}",
    r"(?:subscribe|join|sign up)(?: (?:now|today|here))? (?:for|from) (?:only |just |as little as )?(?:[$€£]|\d).{0,80}|cancel any ?time",
    r"add .{1,40} to your home ?screen|make us .{0,20}preferred .{0,40}|(?:turn on|enable|allow) (?:push )?notifications.{0,60}",
    r"follow (?:our|the|all the) (?:live|latest).{0,60}(?:blog|updates|coverage|page).{0,60}|watch our .{0,80}(?:youtube|channel|documentary|video).{0,60}",
    r"(?:subscribe|listen) to (?:the|our) .{1,50}(?:podcast|channel|show)\b.{0,80}",
    # Russian
    r"поддержать|хотите .{3,80}\? подпи(?:шитесь|сывайтесь) .{2,120}",
    r"напомни(?:ть|те)(?: мне)? (?:позже|потом|завтра|через .{1,20})|напомни(?:ть|те) позднее",
    r"не сейчас|нет,? спасибо|спасибо,? не (?:надо|нужно|сейчас)|больше не показывать|не показывать снова|может,? позже",
    r"я уже (?:поддерж|помог|подпис|пожертв|донат).{0,40}",
    r"подпи(?:шись|сывайся|шитесь|сывайтесь|саться)(?:,? (?:чтобы|и|на|в|к|прямо|сейчас|бесплатно|уже).{0,180})?",
    r"(?:оформить|оформите|продлить|продлите) (?:подписку|пожертвование|донат).{0,80}",
    r"поддерж(?:ать|ите|ивайте) (?:нас|наш\w{0,3}|редакцию|издание|проект|независим\w{2,3} \w{4,15}|работу редакции)"
    r"(?:[ ,.!:—-].{0,120})?",
    r"(?:помочь|помогите|помогайте) (?:нам|нашему|нашей|редакции|изданию|проекту)(?:[ ,.!:—-].{0,120})?",
    r"(?:сделать|сделайте|внести|внесите|отправить) (?:\w{3,15} )?(?:пожертвование|взнос|донат)(?: .{0,60})?",
    r"пожертв(?:овать|уйте)|задонатить|донат|пожертвования",
    r"стать (?:нашим )?(?:патроном|спонсором|другом|подписчиком|участником клуба)(?: .{0,60})?",
    r"(?:следите|следи) за (?:нами|нашими|нашим|новостями|обновлениями|развитием событий|событиями) .{0,120}",
    r"(?:читайте|читай|смотрите|слушайте|ищите|найдите) нас (?:в|на|по) .{0,120}",
    r"мы (?:есть |теперь )?(?:в|на) " + _NETWORKS + r"(?:[ ,:—-].{0,100})?",
    r"(?:наш|наши) (?:телеграм|telegram|тг|ютуб|youtube|канал|паблик|соцсет|чат|аккаунт).{0,100}",
    r"(?:присоединяйтесь|заходите|переходите|вступайте|добавляйтесь) (?:к нам|к нашему|на наш|в наш|в нашу).{0,140}",
    r"(?:больше|еще больше|все|самые|самое|главные|последние|оперативные|срочные|свежие) (?:\w{2,15} )?(?:новост\w{1,3}|событи\w|"
    r"важное|интересное|главное|материал\w{1,3}|сюжет\w{1,3}|свежее|горячее) .{0,60}(?:в|на) (?:(?:наш|свое)\w{1,3} )?"
    r"(?:канал\w|телеграм\S{0,10}|telegram\S{0,10}|рассылк\w|дзене|max|вконтакте).{0,80}",
    r"добав(?:ьте|ить|ляйте) .{1,60} в (?:свои |ваши |избранн|источник|любим).{0,80}",
    r"(?:есть|знаете|хотите сообщить|стали свидетел\w{1,4}).{0,60}(?:новост|тем|истори|событи).{0,60}"
    r"(?:присылайте|пишите|сообщите|расскажите|напишите).{0,120}",
    r"(?:присылайте|пишите|сообщайте) (?:нам|свои|ваши|в редакцию|новости).{0,120}",
    r"(?:если вы )?(?:нашли|заметили|увидели) (?:ошибку|опечатку|неточность).{0,80}(?:выдел|ctrl|сообщите|напишите).{0,100}",
    r"(?:скачать|скачайте|установите) (?:наше |мобильное )?приложение.{0,80}",
    r"(?:введите |укажите )?(?:ваш|свой) (?:e-?mail|имейл|адрес (?:электронной )?почты).{0,60}",
    r"(?:понравил(?:ся|ась|ось|ись)|полезн\w{2,3}) .{0,30}(?:материал|стать|текст|новость|видео)?.{0,20}\? .{2,120}|если (?:вам )?(?:понрав\w{3,8}|текст|материал) .{0,60}(?:подел|поддерж|подпи).{2,80}",
    r"угостите (?:нас|редакцию|автора|команду) .{0,60}",
    r"войдите,? (?:чтобы|или|в) .{0,80}|(?:чтобы|для) (?:читать|прочитать|продолж\w{2,5}).{0,30}(?:дальше|далее|полностью|чтение|текст|материал)?.{0,20}(?:оформите|войдите|подпи|зарегистр|авториз).{0,80}",
    r"(?:этот |весь )?(?:текст|материал|статья|контент) (?:доступ\w{2,4}|открыт\w?) (?:только )?(?:для )?(?:наш\w{2,3} )?подписчик.{0,120}",
    r"(?:чтобы )?читать нас без (?:vpn|впн).{0,120}|(?:установите|скачайте) .{0,30}(?:приложение|vpn|впн|расширение).{0,100}",
    r"(?:все )?(?:самое |самые )?(?:важное|интересное|главное|главные новости|свежие новости)(?: и [а-я]{4,12}(?: [а-я]{4,12})?)?[ ,:—–-]{1,4}(?:в|на) наш\w{2,3} .{0,60}",
    r"(?:нажмите|жмите) на (?:колокольчик|кнопку «?подпис\w{2,6}).{0,80}|(?:ставьте|поставьте) лайк.{0,80}|(?:пишите|оставляйте|делитесь) .{0,40}в комментариях.{0,60}|что (?:вы )?думаете\? (?:пишите|напишите|расскажите).{0,80}",
    r"(?:подробнее|подробности|больше)[ :—–-]{1,3}в наш\w{1,3} .{2,60}|отписаться (?:от рассылки )?(?:можно|в любой).{0,60}",
    r"(?:если )?(?:вы )?(?:нашли|заметили|увидели|обнаружили) (?:ошибку|опечатку|неточность)\??.{0,40}(?:выдел|ctrl|сообщ|напишите|нажмите).{0,100}",
    r"сделать (?:нас|издание) .{0,30}источник.{0,40}|подпи(?:шитесь|сывайтесь) на нас .{0,60}",
    r"спасибо,? что (?:вы )?(?:дочитали|читаете|поддерживаете|остаетесь|подписались|с нами).{0,80}|спасибо за (?:вашу )?поддержку.{0,60}",
)

_FIXTURES = (
    # English
    r"(?:read|see|show|load|view|learn|find out|discover) more(?: (?:here|below|news|stories|comments|about (?:this|it)))?",
    r"(?:read|see|watch|listen)(?: more| also| next| too)? ?[:|»→>].{0,200}",
    r"(?:read|see|watch) (?:also|next|more (?:on|at|from|in) .{1,80})",
    r"(?:read|see) the (?:full|whole|original|entire|rest of the) (?:story|article|post|text|report)(?: .{0,60})?",
    r"(?:also read|more on this(?: story)?|more from .{1,60}|what to read next|up next|you (?:may|might) also like|"
    r"recommended(?: for you| reading| stories)?|most (?:read|popular|viewed)|trending(?: now)?|editors?'?s? picks?|don'?t miss|"
    r"top stories|latest news|in case you missed it|popular now|more stories|further reading)(?: ?[:|].{0,160})?",
    r"related(?: (?:articles?|stories|story|topics?|news|content|posts?|links?|coverage|reading))?(?: ?[:|].{0,160})?",
    r"(?:continue|keep) reading(?: (?:below|the main story|.{1,10} story|on .{1,40}))?|show (?:less|all)|back to top|next article|"
    r"previous article|view (?:all )?(?:comments|gallery|in app|photos)|(?:leave|post|add|write) a (?:comment|reply)",
    r"(?:\d{1,6} )?comments?(?: ?\(?\d{1,6}\)?)?|(?:join|start) the (?:conversation|discussion)|skip (?:to|past|advertisement).{0,60}",
    r"(?:the )?(?:story|article|post|text) continues (?:below|after|under).{0,60}|scroll (?:down )?(?:to|for) .{1,40}",
    r"(?:\W|_){0,5}advertisement(?: ?[-–—:|] ?.{1,60})?|ads?|advert|(?:paid|sponsored|promoted|partner)(?: (?:content|post|"
    r"message|links?|by \S{1,20}(?: \S{1,20}){0,3}))?|ad feedback",
    r"share(?: (?:this|the|it|via|article|story|post|page|link|full article))*(?: (?:on|via|with|by|to) .{1,60})?",
    r"(?:(?:" + _NETWORKS + r"|share|print|copy link|link|tweet|pin|post|send|save|messenger|flipboard)[\s,|/•·]{1,3})+"
    r"(?:" + _NETWORKS + r"|share|print|copy link|link|tweet|pin|post|send|save|messenger|flipboard)",
    r"(?:copy|get|send|open) (?:the )?link|link copied|(?:print|save|bookmark|email|gift|report|listen to|download) (?:this )?"
    r"(?:article|page|story|post)(?: .{0,30})?|tweet(?: this)?|print|listen to (?:this|the) .{1,20}",
    r"(?:log|sign) in(?: (?:to|or|with|here) .{1,60})?|my account|search|menu|dismiss|accept(?: all)?|got it|i agree|thank you|thanks|"
    r"(?:accept|reject|manage|allow) (?:all )?(?:cookies|preferences|choices)",
    r".{0,90}\b(?:we|site|website|page|service|us)\b.{0,40} uses? (?:\w{2,12} ){0,3}cookies.{0,200}|cookies? (?:settings|policy|preferences|"
    r"notice|consent).{0,60}|by (?:continuing|browsing|(?:using|visiting) (?:this|our)|clicking) .{0,100}(?:cookies|our terms|terms of|privacy|consent).{0,100}",
    r"(?:©|\(c\)|copyright (?:©|\(c\)|\d{4}|by\b)).{0,120}|all rights reserved.{0,80}|terms (?:of|and) (?:use|service|conditions).{0,60}|privacy policy",
    r"(?:\w{3,10} )?(?:photos?|images?|pictures?|photographs?|videos?|illustrations?)(?: (?:credits?|source|courtesy|by))?(?: of)? ?[:/|©].{1,140}",
    r"(?:\w{3,10} )?(?:photos?|images?|photographs?|illustrations?|pictures?) (?:by|courtesy of|via|credit) \S{1,25}(?: \S{1,25}){0,5}",
    r"(?:credits?|courtesy|source of the (?:photo|image)) ?[:/|].{1,100}|file (?:photo|picture|image).{0,60}|(?:photo|image) credits?",
    r".{0,60}[/|] ?" + _AGENCY + r"(?: ?[/|].{1,40}| photo| images| via .{1,30})?|" + _AGENCY + r"(?: photo| images)? ?[/|].{1,60}|" + _AGENCY
    + r"|.{1,40} via " + _AGENCY,
    r"\d{1,3} ?min(?:ute)?s?(?: to)? read|estimated reading time.{0,30}|reading time.{0,20}",
    r"(?:the )?(?:views|opinions)(?: and \w{4,12})? (?:expressed|stated|given) .{0,80}(?:author|writer|contributor|columnist)'?s?.{0,160}",
    r"(?:this|the) (?:story|article|piece|post|report) (?:was |has been |is )?(?:originally |first )?(?:published|appeared|produced|republished).{0,80}(?:permission|licen[cs]e|partner|creative commons|republish|collaboration).{0,120}|republish (?:this|our) .{2,160}",
    r"(?:some|all) (?:of the )?links .{0,60}(?:affiliate|commission).{0,140}|(?:we|.{2,30}) may (?:earn|receive|get) (?:a |an )?(?:\w{3,10} )?(?:commission|share of).{0,140}|(?:prices|deals) (?:were|are) .{0,60}(?:time of (?:publication|writing|publishing)).{0,140}|.{0,60}affiliate links?.{0,80}",
    r"(?:additional |with )?(?:reporting|writing) by \S{2,20} .{2,80}(?:; ?|, | and )?(?:writing|editing) by .{2,120}|\(?reporting by .{2,100}; ?(?:editing|writing) by .{2,100}",
    r"(?:please )?(?:contact|e-?mail|reach|write to|follow) (?:the (?:author|reporter|writer)|\S{2,20}(?: \S{2,20}){0,3}) (?:at|on twitter|via) ?:? ?\S{0,40}[@\w]\S{1,40}(?:\.\S{2,10})?(?: .{0,60}(?:twitter|facebook|instagram|@\S{2,30}).{0,60})?",
    r"(?:got|have) (?:a )?(?:story|tip|news|confidential .{2,20})\?.{0,20}(?:contact|e-?mail|call|write|send|get in touch|let us know|message).{2,140}",
    r"sorry!?|there was an error processing .{2,40}|an error has occurred.{0,40}|(?:please )?check your inbox.{0,60}|keep an eye on your inbox.{0,60}|this article has been sent to.{0,40}|something went wrong.{0,40}",
    # Russian
    r"(?:читать|узнать|смотреть|показать|загрузить) (?:далее|дальше|полностью|подробнее|больше|больше новостей|еще|весь текст|"
    r"продолжение|все|оригинал)(?: .{0,30})?",
    r"(?:читайте|смотрите|слушайте|см|читать|узнайте)\.? (?:также|еще|тоже|по теме|далее|подробнее)(?: ?[:—–-].{0,200}| (?:на|в) .{1,80}| .{1,60})?",
    r"подробнее ?[:→»>].{0,160}|(?:подробнее|подробности|далее|дальше|продолжение|полный текст)(?: (?:тут|здесь|по ссылке|на сайте|в материале|"
    r"читайте|об этом).{0,120})?",
    r"(?:материалы|новости|статьи|публикации|ранее|другие (?:новости|материалы))? ?(?:по|на) (?:теме|эту тему)(?: ?[:—].{0,160})?|"
    r"похожие (?:новости|статьи|материалы)|другие (?:новости|материалы)(?: .{0,40})?|рекомендуем(?: (?:прочитать|почитать|посмотреть|к прочтению))?(?: ?:.{0,120})?|выбор редакции|"
    r"(?:самое )?(?:читаемое|популярное|обсуждаемое)(?: .{0,30})?|лента новостей|главные новости|вам может (?:быть интересно|понравиться)",
    r"реклама(?: ?[.:|].{0,120})?|на правах рекламы.{0,80}|(?:партнерский|спонсорский|рекламный|промо)[ -]?материал.{0,60}|erid ?[:=]?.{0,80}|"
    r"рекламодатель ?:.{0,140}|(?:продолжение|текст|статья|материал)(?: \w{4,12})? (?:продолжается )?(?:после|ниже|под|следует за) реклам.{0,40}",
    r"поделиться(?: (?:в|во|с друзьями|ссылкой|новостью|статьей|этой|через)(?: .{0,40})?)?|поделитесь(?: (?:с друзьями|ссылкой|статьей|новостью|этим|в|материалом).{0,60})?|расскажите друзьям|"
    r"(?:скопировать|копировать|отправить) ссылку|ссылка скопирована|сохранить(?: в закладки)?|в закладки|распечатать|версия для печати|"
    r"(?:добавить|оставить|написать) комментарий|комментарии ?\(?\d{0,6}\)?|\d{1,6} комментари\w{1,2}|обсудить(?: (?:в комментариях|в чате|в телеграм\w{0,2}|в telegram|новость|статью))?|прослушать .{1,30}",
    r"войти(?: (?:в аккаунт|в личный кабинет|через .{1,30}|на сайт))?|регистрация|зарегистрироваться|закрыть|скрыть|принять(?: все)?|меню|поиск|наверх|на главную|спасибо",
    r".{0,120}(?:мы|сайт|портал|сервис)\b.{0,40} использу\w{1,3} .{0,40}(?:cookie|куки|метрическ).{0,160}|"
    r".{0,60}(?:продолжая|оставаясь|используя) .{0,80}(?:сайт|cookie|куки|соглаша).{0,160}(?:соглаша|cookie|куки|согласие).{0,120}",
    r"все права защищены.{0,120}|(?:при )?(?:использовани\w|перепечатк\w|копировани\w) (?:материал|текст).{0,200}|"
    r"политика конфиденциальности.{0,60}|пользовательское соглашение",
    r"(?:фото|фотограф\w{0,5}|изображени\w|иллюстраци\w|видео|снимок|скриншот|кадр|коллаж|обложка|инфографика|автор фото|источник фото|источник "
    r"изображения)(?: (?:автора|из|с|на обложке|предоставлено|предоставлены|носит иллюстративный)\b.{0,60})? ?[:/|©].{1,140}",
    r"(?:фото|изображение|видео|снимок) (?:автора|из (?:архива|открытых источников|соцсетей|личного архива).{0,60}|предоставлен\w .{1,80}|"
    r"носит иллюстративный характер)|на (?:фото|снимке) ?[:—–].{1,140}",
    r"(?:мнение|точка зрения|позиция) (?:автора|авторов|редакции)(?: \w{4,12})? может не совпадать с (?:мнением|точкой зрения|позицией) (?:редакции|издания|сайта).{0,40}",
    r"автор(?:ы)? ?: ?\S{2,20}(?: \S{2,20}){0,4}(?:[.;,]? (?:редактор|фоторедактор|корректор|под редакцией)\w{0,2} ?:? ?\S{2,20}(?: \S{2,20}){0,4})?|(?:редактор|корректор|текст|подготовил[аи]?) ?: ?[\w.-]{2,20}(?: [\w.-]{2,20}){0,3}",
    r"(?:текст|материал|статья) (?:был\w? )?(?:впервые )?(?:опубликован\w?|перепечатан\w?|вышел|вышла) .{0,60}(?:с разрешения|по лицензии|при поддержке|в рамках|партнер).{0,100}",
    r"время (?:чтения|на чтение).{0,30}|\d{1,3} мин(?:ут\w?)?\.? (?:чтения|на чтение)|(?:18|16|12|6|0)\+",
    r"(?:настоящ|данн)\w{2,3} (?:материал|сообщение|информация).{0,220}иностранн.{0,120}",
)  # fmt: skip

_BEFORE = re.compile(r"[^\w©(]+")
_SPOKEN = re.compile(r"\s*(?:[—–-]\s|[\"“«„])")
_ASK = re.compile("|".join(f"(?:{pattern})" for pattern in _ASKS + _ASKS_ABROAD))
_FIXTURE = re.compile("|".join(f"(?:{pattern})" for pattern in _FIXTURES + _FIXTURES_ABROAD))
# Nobody reports in an appeal; a pointer to another article ('Read also: ...') may carry its headline.
_TOLD = re.compile(
    r"\b(?:said|says|told|tells|wrote|writes|asked|asks|begged|urged|urges|shouted|warned|warns|announced|explained|explains|advises|advised|according to|"
    r"сказал\w?|сказали|говорит|говорят|говорил\w?|просил\w?|просили|просит|просят|попросил\w?|попросили|рассказал\w?|рассказали|рассказывает|сообщил\w?|сообщили|сообщает|"
    r"пишет|пишут|написал\w?|написали|советует|советуют|предупреждает|предупредил\w?|объявил\w?|объявили|объясняет|объяснил\w?|крикнул\w?|кричал\w?|призвал\w?|призвали|"
    r"заявил\w?|заявили|заметила?|отметил\w?|пел\w?|гласил\w?|по словам|не использует|no cookies)\b"
)
_POINTER = re.compile(r"[^:|]{3,50}[:|]")
_CREDIT = re.compile(r"(?:фото|видео|photo|video|image|picture|foto)\w{0,6}\b")
_CREDIT_WORDS = 9


def furniture(line: str) -> Furniture | None:
    """What piece of furniture `line` is, None when it isn't any."""
    # A row of a table is no line of its own, and says little without the others.
    if len(line) > LONGEST or _SPOKEN.match(line) or line.lstrip().startswith("| "):
        return None
    bare = folded(line)
    if not bare or set(bare) <= {"x", " "}:
        # Signs alone ('***', '...') may part an author's sections.
        return None
    if _ASK.fullmatch(bare):
        return None if _is_told(bare) else Furniture.ASK
    return Furniture.FIXTURE if _FIXTURE.fullmatch(bare) and not _is_told(bare) and not _tells(line, bare) else None


def _is_told(bare: str) -> bool:
    return _TOLD.search(bare) is not None and _POINTER.match(bare) is None


def _tells(line: str, bare: str) -> bool:
    """Whether what begins as a credit ('Video: ...') goes on as a sentence."""
    return line.rstrip()[-1:] == "." and _CREDIT.match(bare) is not None and len(bare.split()) > _CREDIT_WORDS


@lru_cache(maxsize=256)
def folded(line: str) -> str:
    """`line` in small letters, straight apostrophes, ё as е, without the signs and pictures about it."""
    text = unicodedata.normalize("NFKC", line).casefold().replace("ё", "е").replace("’", "'").replace("ʼ", "'")
    text = _without_edges(" ".join(text.split()))
    while text[:1] == "(" and text[-1:] == ")":
        text = _without_edges(text[1:-1])
    return text


def _without_edges(text: str) -> str:
    before = _BEFORE.match(text)
    start, end = before.end() if before else 0, len(text)
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in "_)+"):
        end -= 1
    return text[start:end]
