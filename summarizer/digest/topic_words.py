"""Words that tell a topic, by language: those that hardly stand elsewhere, and those that only lean to it.

Any form of a word will do: texts and lists are compared by stems.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Telling:
    """`strong` words and `weak` ones, each list divided by white space."""

    strong: str
    weak: str


WORDS = {
    "en": {
        "politics": Telling(
            """parliament parliamentary senate senator congressman lawmaker legislator legislature election electoral
            ballot referendum coalition premier chancellor ministerial impeachment constituency
            politician political politics councillor democrats republicans mp mps incumbent inauguration
            gerrymandering""",
            """government party vote voter poll campaign bill president governor council mayor reform opposition policy
            leader amendment veto majority resign resignation minister ministry cabinet candidate speaker
            congress democracy lawmaking legislation liberal conservative socialist backbench""",
        ),
        "world": Telling(
            """ceasefire embassy ambassador diplomat diplomatic diplomacy sanctions airstrike shelling missile invasion
            nato peacekeeper envoy treaty militia insurgent rebels junta warring armistice consulate
            frontline""",
            """foreign border war military army peace negotiation talks bilateral hostage humanitarian conflict soldier
            forces artillery drone troops summit refugee occupied exile coup annexed alliance capital
            prisoners neighbouring""",
        ),
        "economy": Telling(
            """inflation gdp economy economic economist recession shareholder investor profit revenue exports imports
            tariff unemployment mortgage currency merger takeover bankruptcy earnings dividend retailer
            stockmarket shares wholesale insolvency manufacturer""",
            """market price business company firm bank trade tax wage budget billion quarter sales growth jobs industry
            factory cost customer loan rate debt investment chain orders supplier employer workers crowns
            costs brand shop consumer production""",
        ),
        "society": Telling(
            """pension pensioner pupil teacher education kindergarten schoolchildren tenant welfare demographic census
            commuter landlord curriculum headteacher classroom congregation nursery""",
            """school resident neighbourhood community family children parents volunteer elderly homeless passenger bus
            railway train housing charity student rent church timetable migrant benefits lessons street
            tram households generation villagers""",
        ),
        "incidents": Telling(
            """police arrest murder robbery burglary burglar stabbing gunman suspect detective prosecutor sentenced
            jailed convicted crash collision firefighter blaze fraud theft stolen smuggling trafficking
            manslaughter verdict derailed explosion homicide kidnapped rescuer thieves embezzlement
            robbers arson""",
            """court judge jury trial charged guilty killed injured died fire victim investigation custody prison crime
            criminal attack accident missing drowned shooting lawyer officers cell evidence fled
            overturned wreckage defendant ambulance""",
        ),
        "science": Telling(
            """scientist researcher astronomer telescope physicist physics biologist fossil dinosaur archaeologist
            archaeology genome dna galaxy asteroid comet spacecraft palaeontologist chemist chemistry
            mathematician nasa quantum geologist neuroscientist observatory botanist""",
            """study research discovery experiment university journal planet moon space evolution theory science
            scientific ancient cell satellite rocket excavation species laboratory orbit particle bones
            genetic skull microscope mars rover""",
        ),
        "technology": Telling(
            """software smartphone app semiconductor processor algorithm cybersecurity hacker malware robot internet
            browser chatbot encryption computing gadget laptop headset broadband ransomware microchip
            programmer website""",
            """technology tech digital device computer data online user platform ai update battery screen network code
            privacy engineer chip startup developer server password camera artificial intelligence
            machine account download automated""",
        ),
        "health": Telling(
            """hospital patient doctor vaccine vaccination disease virus infection epidemic pandemic surgery surgeon
            cancer diabetes medicine clinic clinical nurse flu outbreak pharmacist obesity dementia
            measles antibiotic midwife cardiologist paediatric stroke""",
            """health medical treatment symptoms drug therapy medication blood diet heart mental sleep care ward pill
            dose infected diagnosis illness pregnant smoking insulin screening""",
        ),
        "culture": Telling(
            """film museum exhibition theatre concert orchestra novel novelist painting actor actress album singer opera
            ballet playwright poet poetry sculptor cinema choir composer screenplay pianist violinist
            bestseller choreographer filmmaker""",
            """artist music book author stage audience art band song show writer library prize painter heritage tour
            musician director festival gallery premiere play drama literary portrait canvas curator
            rehearsal readers performance""",
        ),
        "sport": Telling(
            """football footballer goalkeeper striker midfielder championship tournament olympics medal tennis hockey
            cricket rugby basketball athlete sprinter rowing playoff semifinal league marathon referee
            wicket volleyball swimmer cyclist quarterfinal coach""",
            """match team club cup season game player final victory win defeat beat score goal race title fans stadium
            runner crew penalty overtime champion supporters skipper sets lap unbeaten squad winning""",
        ),
        "environment": Telling(
            """climate emissions wildlife conservation biodiversity pollution drought flooding storm hurricane blizzard
            snowfall forecasters meteorologist heatwave rainfall glacier conservationist ecologist
            habitat recycling earthquake rewilding wildfire landslide""",
            """weather wind rain snow temperature nature species animal river lake sea tree gale renewable solar plastic
            waste environment ecosystem flood forest carbon wolf wolves whale birds water bees coast fish
            degrees nests frost""",
        ),
    },
    "ru": {
        "politics": Telling(
            """парламент парламентский сенатор депутат выборы избиратель избирательный референдум коалиция премьер
            канцлер импичмент законопроект политик политический политика фракция госдума дума избирком
            оппозиция оппозиционный бюллетень предвыборный губернатор""",
            """правительство партия голосование голос кампания президент совет мэр реформа лидер поправка вето
            большинство отставка министр министерство кандидат спикер конгресс закон чиновник
            администрация глава мандат инаугурация пост власти""",
        ),
        "world": Telling(
            """перемирие посольство посол дипломат дипломатический дипломатия санкции авиаудар обстрел вторжение нато
            миротворец посланник боевик повстанец хунта консульство оон мид прекращение""",
            """иностранный граница война военный армия ракета мир переговоры двусторонний заложник гуманитарный конфликт
            солдат войска артиллерия беспилотник саммит беженец оккупированный переворот союзник столица
            страны соглашение договор пленный""",
        ),
        "economy": Telling(
            """инфляция ввп экономика экономический экономист рецессия акционер инвестор прибыль выручка экспорт импорт
            пошлина безработица ипотека валюта слияние банкротство дивиденды ритейлер акции биржа
            центробанк рубль поставщик ставка""",
            """рынок цена бизнес компания фирма банк торговля налог зарплата бюджет миллиард квартал продажи рост завод
            отрасль предприятие производство покупатель кредит долг инвестиции сеть заказ работник
            подорожать сотрудник затраты потребитель магазин""",
        ),
        "society": Telling(
            """пенсия пенсионер школьник учитель образование детсад воспитатель общежитие перепись пособие жилец учебник
            первоклассник педагог егэ благотворительный приход""",
            """школа житель район семья дети родители волонтер пожилой бездомный пассажир автобус электричка поезд жилье
            студент аренда церковь расписание мигрант льгота урок улица трамвай деревня маршрут класс
            соседи дом двор""",
        ),
        "incidents": Telling(
            """полиция полицейский задержать задержан убийство ограбление грабитель подозреваемый следователь прокурор
            прокуратура приговорить приговор осужден столкновение пожарный возгорание мошенник
            мошенничество кража похитить контрабанда взрыв дтп спасатель следком поджог арест арестовать
            взятка""",
            """суд судья присяжный обвинение виновный погибнуть пострадать пожар жертва расследование колония тюрьма
            преступление уголовный нападение авария пропасть утонуть стрельба адвокат дело ранен скрыться
            водитель скорая гореть мчс""",
        ),
        "science": Telling(
            """ученый исследователь астроном телескоп физик физика биолог окаменелость динозавр археолог археологический
            геном днк галактика астероид комета палеонтолог химик химия математик квантовый геолог
            нейробиолог обсерватория ботаник""",
            """исследование открытие эксперимент университет журнал планета луна космос космический эволюция теория
            наука научный древний клетка спутник ракета раскопки вид лаборатория орбита частица кости
            институт череп марс марсоход находка""",
        ),
        "technology": Telling(
            """софт смартфон приложение полупроводник процессор алгоритм хакер вирусный робот интернет браузер чатбот
            шифрование гаджет ноутбук нейросеть программист сайт мессенджер кибератака кибербезопасность
            микросхема разработчик""",
            """технология цифровой устройство компьютер онлайн пользователь платформа обновление аккумулятор экран сеть
            код инженер чип стартап сервер пароль камера искусственный интеллект аккаунт программа
            программный автоматический""",
        ),
        "health": Telling(
            """больница пациент врач вакцина вакцинация прививка болезнь вирус инфекция эпидемия пандемия операция
            хирург рак диабет медицина поликлиника клиника медсестра грипп вспышка аптека ожирение
            деменция корь антибиотик акушерка кардиолог терапевт инсульт минздрав""",
            """здоровье медицинский лечение симптом препарат терапия лекарство кровь диета сердце сон уход палата доза
            заболеть диагноз беременный курение инсулин обследование очередь""",
        ),
        "culture": Telling(
            """фильм музей выставка театр концерт оркестр роман писатель живопись актер актриса альбом певец певица
            опера балет драматург поэт поэзия скульптор кино хор композитор сценарий пианист скрипач
            бестселлер хореограф режиссер спектакль""",
            """художник музыка книга автор сцена зритель искусство группа песня шоу библиотека премия наследие гастроли
            музыкант фестиваль галерея премьера пьеса драма литературный портрет холст куратор репетиция
            читатель труппа юбилей""",
        ),
        "sport": Telling(
            """футбол футболист вратарь нападающий полузащитник чемпионат турнир олимпиада медаль теннис теннисист
            хоккей хоккейный баскетбол спортсмен спринтер гребля плейофф полуфинал лига марафон волейбол
            пловец велогонщик четвертьфинал тренер шайба овертайм биатлонист""",
            """матч команда клуб кубок сезон игра игрок финал победа выиграть поражение обыграть счет гол гонка титул
            болельщик стадион бегун экипаж пенальти чемпион капитан сет круг сборная соперник""",
        ),
        "environment": Telling(
            """климат климатический выбросы природоохранный биоразнообразие загрязнение засуха наводнение паводок шторм
            ураган метель снегопад синоптик метеоролог ливень ледник эколог заповедник переработка
            землетрясение лесной оползень экология""",
            """погода ветер дождь снег температура природа вид животное река озеро море дерево солнечный пластик отходы
            экосистема лес углекислый волк кит птица вода пчела берег рыба градус гнездо заморозки воздух""",
        ),
    },
}
