"""What opens a sentence like a word pointing back and doesn't, and what names again what was told, by language.

Both are regular expressions, tried at the opening word without regard to case. STANDING: 'This week', 'In addition to',
'После того как'. INTRODUCED: a text says 'The company' or 'Политик' only after it has named the company or the
politician; a summary may hold such a sentence, but shouldn't open on it.
"""

from __future__ import annotations

STANDING = {
    "en": (
        r"this (?:(?:past |coming |last )?(?:week|month|year|morning|afternoon|evening|weekend|summer|autumn|fall|"
        r"winter|spring|season|term|century|january|february|march|april|may|june|july|august|september|october|"
        r"november|december|sunday|monday|tuesday|wednesday|thursday|friday|saturday|christmas|easter|"
        r"election year)(?:['’]s)?\b)|"
        r"these days\b|"
        r"those (?:who|of us|with|without|wishing|wanting|living|working|found|caught|affected|hoping|born|aged|over|"
        r"under|responsible|arrested|in favou?r)\b|"
        r"they say\b|that(?:['’]s| is) according to (?-i:[A-Z])|"
        r"it(?:['’]s|,? is|,? was| has been| had been|['’]s been| will be| would be| may be| might be| could be|"
        r" remains| seems|"
        r" seemed| became| is(?:n['’]t| not)| was(?:n['’]t| not)) "
        r"(?:(?:not|also|now|still|yet|so|too|very|far|as|only|largely|widely|perhaps|increasingly|hardly|often|"
        r"been|just) )*"
        r"(?:(?:un)?(?:known|understood|believed|thought|expected|said|reported|announced|estimated|alleged|claimed|"
        r"hoped|feared|revealed|disclosed|confirmed|decided|agreed|raining|snowing|official|midnight|noon|(?:mon|tues|"
        r"wednes|thurs|fri|satur|sun)day)\b(?! to\b)|the (?:first|second|third|last) time\b|"
        r"(?:\w+ )?(?:(?:un)?(?:clear|likely|important|easy|true|fair|certain|safe)|possible|impossible|hard|"
        r"difficult|time|early|late|"
        r"better|best|worth|rare|common|good|bad|sad|wrong|right|legal|illegal|no (?:secret|surprise|"
        r"coincidence|wonder|use))\b"
        r"[^.]{0,40}? (?:to|that|whether|if|how|who|what|why|where|when|for)\b|"
        r"(?:nearly |almost |about |over |more than |exactly |just )?(?:\d+|an?|two|three|four|five|six|seven|"
        r"eight|nine|ten|twenty|years|"
        r"months|weeks) [^.]{0,60}\bsince\b)|"
        r"it (?:took|takes|will take|would take) (?:an?|the|\d+|two|three|four|five|six|ten|more|less|nearly|"
        r"only|just|years|months|"
        r"weeks|days|hours)\b|it (?:rained|snowed|emerged|has emerged|turns out|turned out|transpired)\b|"
        r"when it comes to\b|on this (?:page|site|website|programme|program|show|edition)\b|"
        r"the day before (?:the|an?|his|her|their|[A-Z])\b|but for (?:an?|the|his|her)\b|it (?:comes as no|"
        r"goes without|stands to)\b|"
        r"so (?:far|many|much|few|called)\b|so-called\b|then-|"
        r"still (?!,)[a-z]+ing\b|such (?:as|is life)\b|both (?!men\b|women\b|teams\b|were\b|are\b|have\b|had\b|"
        r"countries\b|parties\b)(?:[\w’'-]+ ){1,4}and\b|"
        r"both sides\b|either [\w’' -]{1,60} or\b|neither [\w’' -]{1,60} nor\b|instead of\b|besides (?!,)\w|"
        r"(?:her|his) (?:royal highness|majesty|holiness|excellency|honou?r)\b|otherwise known\b|also known as\b|"
        r"or else\b|he who\b|she who\b|"
        r"that (?:the|a|an|(?-i:[A-Z])\w+) [^,.]{1,80} (?:is|was|are|were|should|would|may) (?:no|not|a|an|the|clear|"
        r"beyond|remarkable|surprising)\b|"
        r"as for (?-i:[A-Z])|as well as\b|elsewhere in (?-i:[A-Z])|here in\b|"
        r"the (?:two|three) (?:countries|nations|koreas|sides)\b|the other (?:day|week|night)\b|at the time of\b|"
        r"the same-sex|the two-|the three-|the decision (?:to|by|of|not to|on|about|over)\b|"
        r"the move (?:to|by|of|from|into)\b|the result (?:is|was) (?:due|expected)\b|in response to\b|in return for\b|"
        r"in addition to\b|in contrast (?:to|with)\b|by contrast (?:to|with)\b|as a result of\b|in the process of\b|"
        r"as such a\b|in turn-"
    ),
    "ru": (
        r"этой (?:весной|осенью|зимой|ночью)\b|этим (?:летом|утром|вечером|днем|днём)\b|эт(?:ого|ому) года\b|"
        r"(?:в|на) этом (?:году|месяце|сезоне|веке)\b|(?:на|к) этой неделе\b|"
        r"в эт(?:от|и|у) (?:понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье|выходные|сезон)\b|"
        r"в эти дни\b|"
        r"(?:(?:о|об|в|на|с|к|по|до|после|для|из-за|от|ради|вместо|кроме|помимо|без|перед|благодаря|за) )?т(?:о|ом|"
        r"ого|ем|ому|от|е|ех|ех|ой|а),? (?:что|как|чтобы|кто|где|когда|кого|кому|чьи|чей|которые|который|которая|"
        r"каким)\b|"
        r"в то время,? как\b|в то время,? когда\b|до того,? как\b|после того,? как\b|так (?:называем\w+|как)\b|"
        r"так(?:ие|ой|ая|ое|им|их|ого|ими) [^,.!?]{1,50}, как\b|и (?-i:[А-ЯЁ])\w+, и\b|и тот,? и другой\b|"
        r"или же\b.{1,40}\bили\b|все это время\b|а\. |и\. |и\.о\.|а\.[а-я]|друг(?:ой|ая|ие) (?-i:[А-ЯЁ])|"
        r"в результате (?!он |она |они |этого |чего |мужчина |женщина |пострадал|погиб|никто )[а-яё]+(?:а|я|ы|и|ий|ия|"
        r"ого|ой|их|ых)\b|"
        r"в ответ на (?!это|эти|него|неё|нее)|в итоговом\b|одновременно с (?!этим|ним|ней|ними)|"
        r"параллельно с (?!этим|ним|ней|ними)|наряду с (?!этим|ним|ней|ними)|позже (?:всех|чем|срока|обычного)|"
        r"через (?:год|месяц|неделю|час|день) после\b|через год,? в|спустя (?:час|неделю) после\b|вместо того,? чтобы|"
        r"речь (?:идет|идёт) о (?=(?-i:[А-ЯЁ«]))|что касается (?-i:[А-ЯЁ])|наконец-то\b|там,? где\b|туда,? где\b|"
        r"тогда,? когда\b|тем,? кто\b|потому что\b|к тому времени,? как\b"
    ),
    "uk": (
        r"(?:цього|цьому) (?:року|місяця|тижня|сезону|літа|році|місяці)\b|"
        r"цієї (?:весни|осені|зими|ночі|неділі|суботи|середи|п['’]ятниці)\b|"
        r"цього (?:понеділка|вівторка|четверга|літа|ранку|вечора)\b|так званий\b|так як\b|ті,? хто\b|той,? хто\b|"
        r"те,? що\b|про те,? (?:що|як)\b|після того,? як\b|до того,? як\b|тим,? хто\b|"
        r"та(?:кі|кий|ка) [^,.!?]{1,50}, як\b|там,? де\b|у відповідь на (?!це|ці)|зокрема (?-i:[А-ЯІЇЄҐ])|"
        r"тоді,? коли\b|та сторона\b|тому що\b|у результаті (?!цього|він |вона |вони )[а-яіїєґ]+(?:у|ів|ї|и|ення|я)\b"
    ),
    "de": (
        r"diese(?:s|n|r|m)? (?:woche|jahr|monat|sommer|winter|herbst|frühjahr|mal|nacht|tage|montag|dienstag|mittwoch|"
        r"donnerstag|freitag|samstag|sonntag)\b|"
        r"in diese[mnr] (?:jahr|woche|monat|sommer|winter|herbst|frühjahr|tagen)\b|"
        r"so (?:viele?|wenige?|lange|weit|genannte\w*|etwas|groß|gut)\b|sogenannte\w*\b|und sonst\b|"
        r"es (?:ist|war|sei|wird|bleibt|gibt|gab|geht um|handelt sich um|kam|kommt|dauerte|dauert|regnete|schneite|"
        r"herrsch\w+|besteh\w+|brauch\w+|fehl\w+|droh\w+|hat sich|scheint|soll|sollen|sollte|muss|dürfte)\b|"
        r"damit (?!ist|war|sind|waren|hat|haben|will|soll|wird|werde|würde|setzt|sei|endet|bleibt|steigt|sinkt|kommt|"
        r"könnte|gewann)[\w]+ [^,.]{1,100},|"
        r"beide seiten\b|weitere? (?:informationen)?(?= :)|weiter(?:hin)\b|"
        r"auch (?:in|im|der|die|das|den|am|an|bei|für|nach|aus|wenn|ohne)? ?(?=(?-i:[A-ZÄÖÜ])\w+ (?:ist|hat|wird|war|"
        r"will|sieht))|"
        r"wie sie sehen\b|die beiden (?:länder|staaten|seiten|koreas)\b|"
        r"die entscheidung (?:über|für|gegen|der|des|von|zum|zur)\b|der schritt (?:zu|in)\b|der grund für\b|"
        r"andere (?:länder|staaten)\b|sein oder nicht"
    ),
    "fr": (
        r"cette (?:semaine|année|nuit|fois|saison)\b|"
        r"ce (?:matin|soir|week-end|mois|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|printemps)\b|"
        r"cet (?:été|hiver|automne|après-midi)\b|"
        r"ces (?:jours-ci|dernières années|derniers mois|derniers jours|dernières semaines)\b|"
        r"(?:celui|celle|ceux|celles) (?:qui|que|dont|de|du|des)\b|ce (?:qui|que|dont)\b|"
        r"il (?:y (?:a|avait|aura|aurait)|faut|faudra|faudrait|fallait|fallut|pleut|pleuvait|neige|neigeait|"
        r"s['’]agit d|est (?:possible|probable|important|difficile|temps|interdit|clair|vrai|prévu|rare|encore|trop|"
        r"urgent|nécessaire|minuit|midi|\w+ heures)|était (?:\w+ heures|temps|minuit|midi|une fois)|reste|manque|"
        r"aura fallu|suffit|semble|n['’]y a)\b|"
        r"ainsi que\b|ou bien\b|les deux (?:pays|camps|corées|états)\b|la décision (?:de|du|d['’])|de plus en plus\b|"
        r"de même que\b|quant à (?!lui|elle|eux)|en cause dans\b|résultat (?!:|,)\w|d['’]autres (?:pays|villes)\b|"
        r"c['’]est (?:un|une|la|le|l['’]|à|en|dans|sur|avec|au|officiel)\b(?=[^,.]{1,80}\b(?:qui|que|qu['’]|officiel))"
    ),
    "es": (
        r"este (?:año|mes|lunes|martes|miércoles|jueves|viernes|sábado|domingo|verano|otoño|invierno|siglo|"
        r"fin de semana|curso)\b|"
        r"esta (?:semana|mañana|tarde|noche|madrugada|primavera|temporada|vez)\b|estos días\b|así (?:como|es como)\b|"
        r"además de\b|después de(?:l)?\b|luego de\b|mientras (?!tanto|,)\w|después del?\b|"
        r"los dos (?:países|equipos)\b|la decisión (?:de|del|sobre|que)\b|la medida (?:de|del|que)\b|o bien\b|"
        r"aun(?:que| cuando)\b|en respuesta a (?!ello|esto|eso)|más tarde que\b|otr[oa]s? (?:países|ciudades)\b|"
        r"además,? de\b|los demás países\b|el mismo día (?:en )?que\b"
    ),
    "it": (
        r"quest['’ ]?(?:anno|estate|inverno|autunno|oggi)\b|"
        r"questa (?:settimana|mattina|sera|notte|volta|primavera|stagione)\b|"
        r"questo (?:mese|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|weekend|fine settimana)\b|"
        r"(?:quelli|quelle|quello|quella|ciò) che\b|anche se\b|così come\b|oltre a\b|invece di\b|"
        r"i due (?:paesi|stati|schieramenti)\b|la decisione (?:di|del|della|dei|sul|sulla|che)\b|"
        r"la mossa (?:di|del|della)\b|non solo (?-i:[A-Z])|in risposta a (?!ciò|questo)|poi(?:ché)\b|"
        r"le due (?:coree|guerre)\b|e\.|altr[ei] (?:paesi|città)\b|la (?:sua|loro) maestà|sua (?:santità|maestà)\b|"
        r"questi giorni\b"
    ),
    "pt": (
        r"este (?:ano|mês|verão|inverno|outono|fim de semana|domingo|sábado|século)\b|"
        r"esta (?:semana|manhã|tarde|noite|madrugada|primavera|época|temporada|segunda|terça|quarta|quinta|sexta)\b|"
        r"nest[ea] (?:ano|mês|semana|manhã|tarde|noite|madrugada|domingo|sábado|segunda|terça|quarta|quinta|sexta|"
        r"verão|inverno|século|temporada|época)\b|"
        r"nestes dias\b|aquel[ea]s? que\b|assim como\b|além d[eoa]s?\b|depois d[eoa]s?\b|depois que\b|"
        r"enquanto (?!isso|,)\w|os dois (?:países|lados|clubes)\b|as duas (?:coreias|guerras)\b|"
        r"a decisão (?:d[eoa]s?|sobre|que)\b|a medida (?:d[eoa]s?|que|provisória)\b|em resposta a (?!isso)|"
        r"mais tarde que\b|outr[oa]s? (?:países|cidades)\b|sua (?:santidade|majestade)\b|em seguida a\b|"
        r"na ocasião d[eoa]\b|à época d[eoa]\b|então (?:presidente|ministro|prefeito)\b"
    ),
    "pl": (
        r"(?:tego|tej) (?:roku|lata|zimy|wiosny|jesieni|nocy|miesiąca|tygodnia)\b|"
        r"w tym (?:roku|miesiącu|tygodniu|sezonie)\b|ten(?:że)? (?:rok|weekend|tydzień|sezon)\b|"
        r"(?:ci|ten|ta|te|to|tych|tym|tego),? (?:którzy|który|która|które|którym|których|kto|co)\b|"
        r"tak (?:zwan\w+|zwany)\b|tak jak\b|a\.|i\.|poza (?!tym)\w|podobnie jak\b|po tym,? jak\b|przed tym,? jak\b|"
        r"dlatego,? że\b|kolejn(?:y|a|e) (?:rok|lata|dni|tygodnie|miesiąc\w*)\b|inne (?:kraje|państwa|miasta)\b|"
        r"w odpowiedzi na (?!to|te)|później niż\b|wtedy,? (?:gdy|kiedy)\b|dzięki temu,? że\b|tam,? gdzie\b"
    ),
    "tr": (
        r"bu (?:yıl|sene|hafta|ay|sabah|akşam|gece|yaz|kış|bahar|sonbahar|sezon|pazar|pazartesi|salı|çarşamba|"
        r"perşembe|cuma|cumartesi)\b|"
        r"diğer (?:ülkeler|şehirler)\b|o(?:'|’)|her iki (?:ülke|taraf|takım)\b|ya [^,.!?]{1,40} ya\b|da(?:')|de(?:')"
    ),
}

INTRODUCED = {
    "en": (
        r"(?:the|a second|a third) (?:(?:\w+ )?(?:man|woman|boy|girl|teenager|youngster|victims?|suspects?|couple|"
        r"family|company|firm|group|organi[sz]ation|agency|ministry|department|officials?|officers?|spokes(?:man|"
        r"woman|person)|minister|lawmaker|politician|actor|actress|singer|star|rapper|player|striker|midfielder|"
        r"defender|goalkeeper|coach|driver|pilot|author|researchers|scientists|judge|jury|court|prosecutors?|"
        r"defendant|lawyer)|attack|incident|crash|accident|blast|explosion|announcement|ruling|verdict|comments|"
        r"remarks|news|statement|report|study|findings|results?|deal|agreement|plan|proposal|bill|changes?|visit|"
        r"meeting|talks|alleged|latest|former|second|third|others?|rest|documents?|letter|video|footage|images?|post|"
        r"tweet|event|match|game|film|book|case|trial|investigation|inquiry|raid|project|strike|fire|protests?|"
        r"killings?|shooting|newspaper|website|show|\d+-year-old|figure|figures|measure|measures|idea|question|answer|"
        r"problem|reason|only (?:problem|catch|trouble|snag|difference|question|exception)|(?:good|bad) news)\b|"
        r"(?:some|many|most|several|none|all|half|two|three|four|five|six|few|each|dozens|hundreds|one) (?:of (?:the|"
        r"his|her|its|their)\b|(?:were|are|have|had|say|said|also|even|others?)\b)|"
        r"asked\b|when asked\b|pressed\b|speaking\b|earlier\b|later\b|previously\b|"
        r"according to the (?:report|statement|study|ministry|agency|company|newspaper|document|complaint|lawsuit|"
        r"indictment)\b|"
        r"(?:the )?others?\b|plus (?!\d|size)|"
        r"of course\b|certainly,|sure,|well,|nobody (?:was|were|else)\b|no one (?:was|else)\b|"
        r"for now\b|even\b|perhaps\b|nor\b|already\b|"
        r"once (?:there|inside|again)\b|not everyone\b|now,|"
        r"there (?:is|was|are|were) (?:also|no|nothing|another)\b"
    ),
    "ru": (
        r"(?:глава (?:ведомства|государства|компании|региона|республики|комитета|министерства|организации|"
        r"департамента|кабмина|минздрава)|политик|чиновник|чиновница|эксперт|специалист|актриса|акт[её]р|певец|певица|"
        r"артист|артистка|спортсмен|спортсменка|врач|медик|депутат|министр|дипломат|президент|премьер|губернатор|мэр|"
        r"режисс[её]р|журналист|журналистка|адвокат|юрист|экономист|аналитик|аналитики|уч[её]ный|уч[её]ные|"
        r"исследователи|авторы|собеседник|собеседница|источник|мужчина|женщина|девушка|юноша|подросток|подозреваемый|"
        r"подозреваемая|пострадавший|пострадавшая|погибший|злоумышленник|злоумышленники|водитель|издание|ведомство|"
        r"компания|агентство|газета|телеканал|специалисты|эксперты|правоохранители|полицейские|следователи|медики|суд|"
        r"сенатор|парламентарий|священнослужитель|знаменитость|звезда|исполнитель|музыкант|блогер|теннисистка|"
        r"теннисист|форвард|тренер|наставник|хоккеист|футболист|преступники?|задержанный|задержанные|"
        r"обвиняемый)(?:, (?!который|которая|котор)| (?:также|не|уже|ещ[её]|добавил|[а-яё-]+(?:л|ла|ло|ли|лся|лась|"
        r"лось|лись|ет|ит|ют|ят|ется|ится|ются))\b)|"
        r"\d+-летн\w+ (?!\w* ?(?-i:[А-ЯЁ]))|"
        r"по (?:словам|мнению|данным|информации|оценке|версии) (?:эксперт|специалист|политик|чиновни|актрис|акт[её]р|"
        r"певц|певиц|артист|собеседник|министр|врач|депутат|дипломат|источник|издани|ведомств|газет|журналист|"
        r"следстви|спикер|авторов|ученых|учёных|исследовател|мужчин|женщин|девушк|агентств|правоохранител|сенатор|"
        r"адвокат|юрист|экономист|аналитик|премьер|президент|губернатор|мэр|портал|канал)|"
        r"(?:отмечается|уточняется|подч[её]ркивается|добавляется|указывается|поясняется|сообщается|утверждается|"
        r"отмечалось|предполагается|известно|напомним)\b|"
        r"в (?:материале|документе|сообщении|заявлении|ведомстве|компании|статье|публикации|пресс-службе|письме|"
        r"организации|исследовании|отч[её]те|докладе|иске|постановлении) (?:также|отме|уточ|подч|доба|указ|поясн|"
        r"сообщ|гов|назв|рассказ|заяв|напом|привод|отмет)|"
        r"последн(?:ий|яя|ие)\b|некоторые\b|многие из\b|часть из\b|ранее\b|накануне\b|решение\b|отвечая\b|"
        r"комментируя\b|говоря\b|теперь\b|даже\b|здесь\b|при таких\b|обе стороны\b"
    ),
    "uk": (
        r"(?:політик|чиновник|експерт|міністр|президент|депутат|чоловік|жінка|дівчина|водій|компанія|видання|"
        r"відомство|агентство|суд|фахівці|науковці|правоохоронці|слідчі|рятувальники|акторка|актор|співачка|співак|"
        r"тренер)(?:,| (?:також|не|вже|[а-яіїєґ’'-]+(?:в|ла|ло|ли|вся|лася|лися|є|ить|ють|ять|ється|ються))\b)|"
        r"\d+-річн\w+ (?!\w* ?(?-i:[А-ЯІЇЄҐ]))|за словами (?:експерт|міністр|політик|чиновник|посадов|речни|фахів)|"
        r"(?:зазначається|уточнюється|повідомляється|наголошується|додається|відомо)\b|раніше\b|рішення\b|деякі\b|"
        r"дехто\b|відповідаючи\b|навіть\b|тепер\b|тут\b|у (?:повідомленні|документі|заяві|компанії|відомстві)\b"
    ),
    "de": (
        r"(?:der|die|das) (?:mann|frau|junge|mädchen|täter|opfer|verdächtige|polizei|firma|unternehmen|konzern|"
        r"behörde|minister|ministerin|politiker|politikerin|sprecher|sprecherin|fahrer|fahrerin|anwalt|gericht|"
        r"richter|angeklagte|angeklagten|\d+-jährige|vorfall|unfall|angriff|anschlag|urteil|studie|bericht|plan|"
        r"gesetz|treffen|gespräche|film|buch|spiel|trainer|schauspieler|schauspielerin|sänger|sängerin|autor|autoren|"
        r"forscher|experten|maßnahmen|ergebnisse|ergebnis|zahl|zahlen|ursache|idee|folgen)\b|"
        r"einige\b|manche\b|viele (?:von|der)\b|nun\b|jetzt\b|zuvor\b|später\b|früher\b|bereits\b|selbst\b|sogar\b|"
        r"hier\b|laut dem bericht\b|mehr dazu\b"
    ),
    "fr": (
        r"(?:le|la|les|l['’]) ?(?:homme|femme|garçon|fille|adolescente?|victimes?|suspects?|entreprise|société|groupe|"
        r"ministre|président|présidente|élu|porte-parole|acteur|actrice|chanteur|chanteuse|joueur|entraîneur|"
        r"conducteur|tribunal|juge|prévenu|incident|accident|attaque|attentat|annonce|mesure|étude|rapport|accord|"
        r"projet|texte|quinquagénaire|trentenaire|quadragénaire|sexagénaire|septuagénaire|jeune|match|film|livre|"
        r"enquête|chercheurs|résultats?|somme|intéressée?)\b|"
        r"certains\b|certaines\b|plusieurs d['’]entre\b|désormais\b|ici\b|même\b|auparavant\b|plus (?:tard|tôt)\b|"
        r"reste (?:que|à)\b|là\b|déjà\b"
    ),
    "es": (
        r"(?:el|la|los|las) (?:hombre|mujer|joven|niño|niña|víctimas?|sospechosos?|empresa|compañía|grupo|ministro|"
        r"ministra|presidente|presidenta|político|portavoz|actor|actriz|cantante|jugador|entrenador|técnico|conductor|"
        r"tribunal|juez|jueza|acusado|acusada|incidente|accidente|ataque|anuncio|estudio|informe|acuerdo|proyecto|"
        r"plan|ley|texto|partido|película|libro|investigación|investigadores|resultados?|mandatario|dirigente|"
        r"funcionario|noticia|cifra)\b|"
        r"algunos\b|algunas\b|ahora\b|aquí\b|incluso\b|antes\b|anteriormente\b|ya\b|hoy en día\b"
    ),
    "it": (
        r"(?:il|la|lo|i|gli|le|l['’]) ?(?:uomo|donna|ragazzo|ragazza|giovane|vittime?|vittima|sospettat[oi]|azienda|"
        r"società|gruppo|ministro|ministra|presidente|politico|portavoce|attore|attrice|cantante|giocatore|allenatore|"
        r"tecnico|conducente|tribunale|giudice|imputat[oi]|incidente|attacco|annuncio|studio|rapporto|accordo|"
        r"progetto|piano|legge|testo|partita|film|libro|indagine|inchiesta|ricercatori|risultati|\d+enne|notizia|"
        r"cifra|misura)\b|"
        r"alcuni\b|alcune\b|ora\b|adesso\b|qui\b|persino\b|perfino\b|già\b|in precedenza\b"
    ),
    "pt": (
        r"(?:o|a|os|as) (?:homem|mulher|jovem|menino|menina|vítimas?|suspeit[oa]s?|empresa|companhia|grupo|ministro|"
        r"ministra|presidente|político|porta-voz|ator|atriz|cantor|cantora|jogador|treinador|técnico|motorista|"
        r"condutor|tribunal|juiz|juíza|acusado|acusada|réu|incidente|acidente|ataque|anúncio|estudo|relatório|acordo|"
        r"projeto|plano|lei|texto|jogo|partida|filme|livro|investigação|pesquisadores|resultados?|autarca|notícia)\b|"
        r"alguns\b|algumas\b|agora\b|aqui\b|até mesmo\b|antes\b|anteriormente\b|já\b|hoje em dia\b"
    ),
    "pl": (
        r"(?:mężczyzna|kobieta|kierowca|polityk|minister|prezydent|premier|poseł|posłanka|ekspert|firma|spółka|sąd|"
        r"aktor|aktorka|trener|piosenkarz|piosenkarka|policjanci|śledczy|naukowcy|badacze|eksperci|\d+-lat\w+)(?:,|"
        r" (?:także|również|też|nie|już|został\w*|[a-ząćęłńóśźż]+(?:ł|ła|li|ły|ło|je|ją|ze))\b)|"
        r"decyzja\b|niektórzy\b|część z\b|teraz\b|tutaj\b|nawet\b|wcześniej\b|już\b|dziś już\b"
    ),
    "tr": (
        r"(?:adam|kadın|şüpheli|sürücü|şirket|bakan|sanatçı|oyuncu|yönetmen|mahkeme|polis|yetkililer|uzmanlar|"
        r"araştırmacılar|karar|olay|kaza|saldırı|açıklama|açıklamada|haberde|raporda)(?:,| )|"
        r"bazıları\b|bazı (?:uzmanlar|kişiler)\b|şimdi\b|burada\b|hatta\b|daha önce\b|\d+ yaşındaki\b"
    ),
}
