"""What news is about, in kinds that different words tell: a quake is a tremor is a землетрясение. English and Russian.

A kind is no event: there is a fire every day. But where the names agree, it tells the minister's speech from his trial;
and it is the same in both languages.
"""

from __future__ import annotations

from functools import lru_cache

# A kind a line: beginnings of folded words; with a full stop, whole words.
_KINDS = """
earthquak quak tremor aftershock seism | землетряс толчок толчк афтершок сейсм подземн
flood inundat deluge | наводнен затоп подтоп паводок паводк половод
storm hurrican cyclone typhoon gale gales tornado gust | шторм ураган циклон тайфун бур. бури. буря. бурю. смерч торнадо порыв
snow blizzard avalanch | снег снегопад метел лавин
frost cold freez | мороз замороз холод похолод
heat heatwave drought | жар. жара. жары. жару. засух потеплен
rain shower downpour | дожд ливен ливн осадк
weather forecaster meteorolog | погод синоптик метеоролог метеослужб
landslid mudslid | оползен оползн сел. сель. селев обвал
volcan erupt lava | вулкан изверж лав. лава. лавы.
fire. fires. blaze blazing burn burnt burning flame firefight wildfire arson | пожар сгор огон огня. огнем загор пламя пламен горит горел горящ поджог возгоран
explos explod blast bomb detonat | взрыв взорв бомб детонац
collaps | обруш рухну
crash collid collision | авари столкн дтп. врезал крушен
derail railway rail. rails. train. trains. locomotiv carriage | поезд рельс железнодорож железная. железной. локомотив вагон электричк
plane planes aircraft airlin flight flights airport runway pilot jet. aviat | самолет авиа рейс аэропорт аэродром пилот взлетн
helicopter | вертолет
drone drones unmanned quadcopter | дрон беспилот бпла. квадрокоптер
ship ships vessel ferry ferries boat boats tanker freighter sailor | судно судна корабл паром лодк танкер сухогруз моряк катер
bus. buses coach lorry lorries truck | автобус грузовик фур. фура. фуры.
bridge bridges | мост. моста. мосту. мостом. моста
dead death deaths died die. dies kill killed kills killing fatal victim slain perish suffocat | погиб жертв смерт умер скончал убит убил
injur wound hurt. casualt | ранен пострада травм
missing disappear vanish | пропал пропавш исчез
rescu survivor rubble | спасат спасен спасли выживш завал
evacuat | эвакуа
hospital doctor doctors patient nurse clinic surgeon | больниц врач пациент госпитал клиник медсестр хирург
virus epidem pandem outbreak infect vaccin disease | вирус эпидем пандем вспышк заболев инфекц вакцин прививк
cancer tumour drug. medicine | рак. рака. опухол лекарств препарат
shoot shot. gunman gunfire | стрел выстрел огнестр
murder homicid | убийств убийц
stab knife | нож. ножом. ножев зарез
thief theft thieves stole stolen robber burgl heist | краж украд украл похит похищ воры. вор. грабит ограб граб
hostage kidnap abduct | заложник похищен
arrest detain custody handcuff | арест задерж задержа стражу.
police policem officer | полиц полицей мвд.
traffick cocaine heroin amphetamin cannabis narcotic | наркот кокаин героин амфетамин марихуан
court. courts trial judge judges tribunal prosecut defendant hearing | суд. суда. суде. судья судьи судей судь судом. прокур подсуд процесс трибунал
sentenc jail jailed prison convict verdict guilty | приговор колони тюрьм тюрем осужд осуди виновн
appeal appeals lawyer attorney | апелляц обжал адвокат
brib corrupt embezzl fraud launder | взятк взяточ коррупц растрат мошенн отмыван
fine. fined fines penalt | штраф оштраф
protest demonstrat rally rallies marched march. | протест демонстрац митинг марш акци
strike. strikes striking walkout union. unions | забаст бастует бастуют бастова профсоюз
elect elected election vote votes voter ballot poll. polls turnout candidate | выбор избират голосов бюллет кандидат явк переизбр избран
referendum | референдум
parliament lawmak senator congress deputies mp. mps. speaker | парламент депутат сенат дум. дума. думы. спикер
law. laws bill. legislat | закон законопр
government cabinet coalition | правительств кабинет коалиц
president | президент
minister premier | министр премьер минфин минобороны
resign resigned quit. stepped step. | отставк ушел уволил
appoint named appointed successor | назнач преемник
budget deficit spending | бюджет дефицит расход
tax taxes taxation | налог
interest rate rates basis | ставк базисн
inflat consumer | инфляц потребительск
price prices dearer cheaper | цен. цена. цены. ценам. ценах. цену. подорож подешев дорожа дешевл
jobless unemploy | безработ
wage wages pay. salary | зарплат
job jobs layoff redundanc | сокращен увольнен увол
profit profits earning earnings earned | прибыл заработ
revenue sales turnover | выручк продаж
share shares stock stocks investor bourse | акций. акции. акциям. инвестор бирж бумаг
merger takeover acqui | поглощен слияни сделк
bankrupt insolv | банкрот
loan loans borrow lender mortgag credit | кредит заем займ заемщ ипотек
bank. banks banking banker central | банк банка. банке. банков нацбанк центробанк цб. регулятор
currency dollar dollars euro euros crown. rouble ruble | валют доллар евро крон рубл
oil. crude petrol gasoline fuel barrel | нефт бензин топлив баррел
gas. pipeline | газ. газа. газу. газом. газопровод
power. electric blackout grid | электр свет. света. обесточ энергет
coal mine. mines miner miners | угол. угля. шахт шахтер
nuclear reactor atomic uranium | ядерн атом реактор уран.
factory plant. plants manufactur | завод фабрик производител
car. cars carmaker automak vehicle | автомоб автоконц машин
phone phones smartphone handset telephon | смартфон телефон
software update server servers cloud. outage online internet | сбой сбоя. сервер обновлен облак интернет
hack hacker cyber ransomware | хакер взлом кибер
artificial. ai. chatbot algorithm | нейросет искусственн чатбот алгоритм
privacy data. | данных. персональн
licence license permit | лиценз разрешен
monopol antitrust competition. regulator | антимонополь монопол
football soccer striker midfield goalkeep goalless | футбол нападающ полузащит вратар голов
goal. goals score. scored scorer penalty header | гол. гола. голы. забил пенальти мяч счет бомбардир
hockey puck | хокке шайб
tennis racket set. sets | теннис ракетк сет. сета. сете. сетах.
beat. beaten won win. wins winning victory champion title | победи побед выигра обыгра чемпион титул
lost. loss. defeat | пораж проигра уступил
draw. drew drawn | ничь вничью
final. finals | финал финале. финала.
semi. semifinal quarterfinal quarter | полуфинал четвертьфинал
coach. coaches manager. | тренер наставник
injury. muscle. knee ankle wrist thigh | мышц колен запяст бедр
withdraw withdrew pulled | снялась снялся отказал
transfer contract. signing | трансфер контракт
doping | допинг
olymp medal | олимп медал
record. | рекорд
rocket launch launched liftoff lifted cosmodrome | ракет запуск запущ запустил старт космодром
satellite orbit probe spacecraft | спутник орбит зонд аппарат
astronaut cosmonaut | астронавт космонавт
planet moon. mars. jupiter asteroid comet telescope | планет лун. луна. луне. луны. марс юпитер астероид комет телескоп
scientist research study. discover fossil archaeolog | учен исследов открыти археолог
school schools pupil teacher | школ ученик учител
universit student students | университет студент вуз
museum gallery exhibit | музе галере выстав
painting painter portrait canvas | картин живопис портрет полотн
coins coin. gold. jewel treasure | монет золот драгоцен клад.
film films movie actor actress director. cinema | фильм кино актер актрис режиссер
music concert singer band. album choir orchestra | музык концерт певец певиц альбом хор. оркестр
book novel author. library writer | книг роман писател библиотек
prize award awards nobel | преми награ нобел лауреат
treaty accord agreement pact deal. sign signed | договор соглашен подпис пакт
talks negotiat summit | переговор саммит
sanction embargo | санкц эмбарго
embassy ambassador diplomat consul visa visas | посольств посол посла. дипломат консул визы. виз. визов
truce ceasefire peace | перемири мирн
war. army troops soldier military | войн арми войск солдат военн
missile shell. shelling airstrike artillery attack attacks | ракетн обстрел удар артиллер атак
weapon arms. | оруж
border. migrant refugee asylum | границ мигрант беженц
terror extremis | террор терак экстрем
church pope bishop priest | церк папа. папы. епископ священн патриарх
radio broadcast television editor journalist newspaper | радио телевид редактор журналист газет
water. river dam. dams lake | вод. вода. воды. воду. рек. река. реки. реке. плотин озер
farmer farm harvest crop cotton grain wheat | фермер урожай хлоп зерн пшениц аграр
bread milk food. | хлеб молок продовольств продукт
house houses home. homes housing flat. flats rebuild built | дом. дома. домов. жилье жил. постро отстро строит
hotel hotels guest guests tourist tourism | отел гостини постоял турист
road motorway highway | дорог трасс шоссе автобан
animal. wolf wolves bear. bears elephant zoo dog. dogs whale | животн волк медвед слон зоопарк собак кит.
forest. trees tree. | лес. леса. лесу. лесн дерев
climate emission carbon warming | климат выброс углерод
pollut oil-spill spill | загрязн разлив
auction bid. bids | аукцион торги
pension pensioner retire | пенси
child children baby | ребен дети детей малыш
mourn funeral memory. flags | траур похорон памят
inspect check. checks | провер инспекц
warehouse depot | склад
luggage baggage suitcase | багаж чемодан
passenger traveller commuter | пассажир
timetable schedule. | расписан
coast. harbour port. | побереж порт. порта. порту. гаван
"""

_WHOLE: dict[str, int] = {}
_BEGINNINGS: dict[str, int] = {}
for _number, _line in enumerate(_KINDS.strip().split("\n"), start=1):
    for _word in _line.replace("|", " ").split():
        (_WHOLE if _word.endswith(".") else _BEGINNINGS)[_word.rstrip(".")] = _number
_LENGTHS = sorted({len(beginning) for beginning in _BEGINNINGS}, reverse=True)


@lru_cache(maxsize=60_000)
def happening(word: str) -> int:
    """The number of the kind a folded word tells of, 0 for none; the longest beginning in the list counts."""
    if word in _WHOLE:
        return _WHOLE[word]
    return next((_BEGINNINGS[word[:n]] for n in _LENGTHS if n <= len(word) and word[:n] in _BEGINNINGS), 0)
