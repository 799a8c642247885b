"""Abbreviations by language, by what their full stop means, and the words that open sentences after one.

A key in small letters stands for any capitalisation, one with a capital for itself only. Parts written with or
without a space between them (т. е., т.е.) share a key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache


class Kind(Enum):
    """What the full stop of an abbreviation means."""

    JOINS = auto()  # never ends a sentence: Mr., т. е.
    NUMBERED = auto()  # doesn't end one before a number: No. 5
    UNIT = auto()  # joins, unless it stands after a number: г. Москва, but 'в 2020 г.'
    MAY_END = auto()  # ends one only before an opener: Inc.
    ENDS = auto()  # ends one before any capital, though it looks like initials: т. д.


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """A language's abbreviations, without their last full stop, and the words that open its sentences."""

    kinds: Mapping[str, Kind]
    openers: frozenset[str]  # no names, in small letters
    ordinals: bool  # whether a full stop makes a number ordinal: 3. Oktober


def _table(
    *,
    joins: str = "",
    numbered: str = "",
    units: str = "",
    may_end: str = "",
    ends: str = "",
    openers: str = "",
    ordinals: bool = False,
) -> Abbreviations:
    lists = {Kind.JOINS: joins, Kind.NUMBERED: numbered, Kind.UNIT: units, Kind.MAY_END: may_end, Kind.ENDS: ends}
    kinds = {word: kind for kind, words in lists.items() for word in words.split()}
    return Abbreviations(kinds, frozenset(openers.split()), ordinals)


_ENGLISH = _table(
    joins=(
        "Mr Mrs Ms Mx Brig Spc Pfc Sfc Msgr Messrs Dr Drs Prof Profs Gen Gov Govs Sen Sens Rep Reps Lt Col Capt Cpt "
        "Sgt Cpl Pvt Maj Adm Cmdr Rev Hon Pres Supt Det Insp Amb Mt Ft vs e.g i.e cf viz approx v lt.col www"
    ),
    numbered=(
        "No Nos Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec p pp vol vols fig figs ch chap sec art par ca c op"
    ),
    may_end=(
        "St Jr Sr Inc Corp Ltd Co Bros LLC Ave Blvd Rd Sq Dept Univ Assn Esq al est U.S U.K U.N Ph.D M.D B.A M.A "
        "Calif Fla Mass Pa Conn Ariz Ala Ark Colo Del Ga Ill Ind Kan Ky La Md Mich Minn Mo Neb Nev Okla Ore Tenn "
        "Tex Va Vt Wash Wis Wyo"
    ),
    ends="a.m p.m",
    openers=(
        "the a an he she it they we you i this that these those there here but and or so then if when while after "
        "before during in on at as for from by with without his her its their our my your what who where why how "
        "some many most all no not now yet still also however meanwhile police later since once another each both "
        "one two three to although though because until under even only more such despite according among several "
        "officials nobody nothing everyone everything someone something today yesterday tomorrow earlier"
    ),
)
_RUSSIAN = _table(
    joins=(
        "ул пл просп пер наб бул бульв ш пос дер проф акад доц св тов ген полк подп кап лейт серж зам нач гл ред "
        "напр англ фр франц лат исп итал греч т.е т.н т.к т.о и.о к.т к.н д.н д.м к.м дж вс гос юр физ чл чл.-корр "
        "корр митр архиеп еп прот о гр г-н стр.-во ср букв адм вице-адм респ сб доп арх яп кит укр рус евр араб "
        "внутр"
    ),
    numbered=(
        "тыс млн млрд трлн руб коп долл чел экз шт ст п пп чч стр рис табл д кв корп оф этаж под тел т тт № илл прим ок"
    ),
    units="г гг в вв р с м л ч см",
    may_end="им нем обл пр р-н",
    ends="т.д т.п у.е н.э т.с л.с с.ш ю.ш в.д з.д кв.м кв.км куб.м",
    openers=(
        "он она оно они мы вы я ты это этот эта эти тот та те в во на по к ко с со у о об от до из за под над при "
        "про для без и а но или да же как что кто где когда если пока после перед между через там тут здесь так "
        "такой также однако поэтому потом затем теперь сейчас его её ее их наш мой все всё весь вся каждый никто "
        "ничто ни не нет ещё еще уже только даже кроме среди сегодня вчера накануне позже ранее раньше впрочем "
        "тогда зато"
    ),
)
_UKRAINIAN = _table(
    joins=(
        "вул пл просп пров наб бул бульв шт смт сел ім проф акад доц св тов ген полк підп кап лейт гр зам ред напр "
        "англ нім фр лат т.зв т.б в.о т.к дж о див пор адм"
    ),
    numbered="тис млн млрд трлн грн коп дол чол екз п пп ч гл рис табл буд кв корп оф тел т № бл",
    units="р рр м с г ст",
    may_end="обл пр р-н",
    ends="т.д т.п ін н.е т.і кв.м кв.км",
    openers=(
        "він вона воно вони ми ви я ти це цей ця ці той та ті в у на по до з із зі за під над при про для без і й а "
        "але або чи як що хто де коли якщо поки після перед між через там тут так також однак тому потім тепер "
        "зараз його її їх їхній наш мій усі всі все весь уся кожен ніхто ніщо не ні ще вже лише тільки навіть крім "
        "серед сьогодні вчора напередодні пізніше раніше проте тоді"
    ),
)
_GERMAN = _table(
    joins=(
        "Dr Prof Hr Hrn Fr Frl z.b d.h u.a i.d.r s.o s.u v.a z.t o.ä u.u i.a m.e bzw vgl ca evtl ggf inkl exkl sog "
        "bspw usf Dipl Ing dipl.-ing med phil jur rer nat h.c St Gen Kard Abg geb gest zzgl abzgl Min.-Präs Maj "
        "Oblt Kpt v n"
    ),
    numbered="nr abs art bd kap s ziff zf tel jan feb apr aug sept okt nov dez",
    may_end="u.s.w str -str jr sen Chr e.v mio mrd tsd jh aufl",
    ends="usw etc a.m p.m",
    openers=(
        "er sie es wir ihr ich du der die das den dem des ein eine einer einem einen dies diese dieser dieses jene "
        "da dann doch aber und oder denn wenn als nach vor bei seit mit ohne in im an am auf aus zu zum zur von vom "
        "für durch gegen um unter über zwischen während wegen trotz sein seine ihre ihren unser mein alle viele "
        "manche einige jeder jede niemand nichts nicht nur auch noch schon jetzt heute gestern später früher so wer "
        "was wo warum wie danach daher darum deshalb dort hier man kein keine zudem"
    ),
    ordinals=True,
)
_FRENCH = _table(
    joins=(
        "M MM Mme Mmes Mlle Mlles Dr Drs Me Mes Mgr Pr St Ste Sts Gén Cdt Cap c.-à-d càd cf p.ex env av apr boul bd "
        "éd chap dir réf"
    ),
    numbered="n no nos p pp vol fig art al janv févr avr juil sept oct nov déc tél §",
    may_end="j.-c jr Cie Sté S.A",
    ends="etc",
    openers=(
        "il elle ils elles on nous vous je tu ce cet cette ces c le la les l un une des du de d à au aux en dans "
        "sur sous par pour avec sans mais et ou or donc car ni si quand lorsque comme après avant depuis pendant "
        "selon son sa ses leur leurs notre nos mon ma mes tous tout toute chaque aucun personne rien ne non plus "
        "encore déjà hier aujourd demain puis ensuite enfin ici là où qui que quoi pourquoi comment alors ainsi "
        "pourtant cependant"
    ),
)
_SPANISH = _table(
    joins=(
        "EE sr sra srta sres sras dr dra dres D Dª dña prof profa lic ing arq gral cnel cap tte Sto Sta mons Fr hno "
        "excmo ilmo ud uds vd p.ej vs avda av c.f cf aprox"
    ),
    numbered="n núm nº No Nos pág págs p pp vol art arts fig tel ene feb abr ago sept oct nov dic",
    may_end="EE.UU S.A S.L Cía jr depto prov a.C d.C a.de.c RR.HH JJ.OO",
    ends="etc a.m p.m",
    openers=(
        "él ella ello ellos ellas nosotros usted ustedes yo tú el la los las lo un una unos unas este esta esto "
        "estos estas ese esa eso aquel al del de a en con sin por para sobre bajo tras desde hasta entre según pero "
        "y e o u ni si cuando mientras como donde quien que qué cómo dónde cuándo después antes luego entonces "
        "ahora ayer hoy mañana su sus mi mis nuestro todos todas todo toda cada nadie nada no sí también además aún "
        "ya allí aquí más muchos algunos otro otra otros así aunque se"
    ),
)
_ITALIAN = _table(
    joins=(
        "sig sigg sig.ra sigra dott dott.ssa dr prof prof.ssa ing avv arch geom rag on sen gen col cap mons card S "
        "SS St p.zza p.es es ecc.mo cfr cf ca v vs cd sec c.d f.lli"
    ),
    numbered="n nn nr No art artt p pp pag pagg vol fig tel feb mar apr mag giu lug ago sett ott nov dic",
    may_end="S.p.A S.r.l a.C d.C jr",
    ends="ecc etc",
    openers=(
        "egli ella esso lui lei loro noi voi io tu il lo la i gli le l un uno una questo questa questi queste "
        "quello quella al allo alla ai agli alle del dello della dei delle di a da dal dalla in nel nella con su "
        "sul sulla per tra fra ma e ed o se quando mentre come dove chi che cosa perché dopo prima poi allora ora "
        "ieri oggi domani suo sua suoi nostro mio tutti tutto tutta ogni nessuno niente nulla non sì anche inoltre "
        "ancora già qui lì più molti alcuni altri così secondo si è"
    ),
)
_PORTUGUESE = _table(
    joins=(
        "sr sra srs sras srta dr dra drs D Dª prof profª profa eng arq gen cel cap Ten Sto Sta mons Pe Fr exmo exma "
        "ilmo V.Exª av R p.ex cf ex aprox vs Des Min Dep Sen"
    ),
    numbered="n nº no nos pág págs p pp vol art arts fig tel jan fev abr ago set out nov dez",
    may_end="S.A Ltda Cia jr a.C d.C EUA E.U.A",
    ends="etc a.m p.m",
    openers=(
        "ele ela eles elas nós vocês você eu o a os as um uma uns umas este esta isto estes estas esse essa isso "
        "aquele aquela ao aos à às do da dos das de em no na nos nas num numa com sem por pelo pela para sobre sob "
        "até entre desde segundo mas e ou nem se quando enquanto como onde quem que qual porque depois antes então "
        "agora ontem hoje amanhã seu sua seus suas nosso meu todos todas todo toda cada ninguém nada não sim também "
        "além ainda já ali aqui mais muitos alguns outro outra outros assim embora"
    ),
)
_POLISH = _table(
    joins=(
        "prof dr hab inż mgr lek doc gen płk ppłk mjr kpt por ppor sierż ks bp abp kard św o s red ul al pl os woj "
        "gm pow tzn tj tzw np m.in ww zob pt ds dot p.o n.p.m wg mec adw pp p ur zm śp ś.p"
    ),
    numbered="nr ust art par str poz rozdz rys wyd tys tel godz kl lp t",
    units="r w",
    may_end="S.A jr im ok",
    ends="itd itp etc n.e p.n.e br in zł o.o",
    openers=(
        "on ona ono oni one my wy ja ty to ten ta te ci tamten w we na po do z ze za pod nad przy przez dla bez od "
        "o u i a ale lub albo czy jak co kto gdzie kiedy jeśli jeżeli gdy potem później przed między tam tu tutaj "
        "tak także jednak dlatego teraz jego jej ich nasz mój wszyscy wszystko każdy nikt nic nie też jeszcze już "
        "tylko nawet oprócz wśród dziś dzisiaj wczoraj wcześniej następnie był była było byli według"
    ),
    ordinals=True,
)
_TURKISH = _table(
    joins=(
        "Dr Prof Doç Yrd Av Alb Yb Bnb Yzb Ütğm Org Korg Tümg Tuğg Gen Sn Hz Op Uzm Öğr Gör Müh Ecz örn bkz yy St "
        "cad sok mah apt"
    ),
    numbered="no s sf sh cilt c md fık tel m",
    may_end="A.Ş Ltd Şti jr T.C M.Ö M.S",
    ends="vb vs vd",
    openers=(
        "o bu şu onlar biz siz ben sen bir her hiç bazı birçok tüm bütün ama fakat ancak ve veya ya çünkü eğer "
        "sonra önce daha şimdi bugün dün yarın orada burada şurada böyle öyle ayrıca yine artık hâlâ bile kim ne "
        "neden nasıl nerede niçin onun bunun bizim kimse hepsi ise de ki için gibi kadar göre ardından"
    ),
    ordinals=True,
)
_ANYWHERE = _table(joins="Mr Mrs Ms Dr Prof", may_end="Inc Corp Ltd Co Bros Jr Sr St")  # names travel
_OTHERS = {  # languages known by little more than the habit of writing ordinals with a full stop
    code: _table(ordinals=True) for code in ("cs", "da", "et", "fi", "hr", "hu", "lv", "nb", "no", "sk", "sl", "sr")
}
_TABLES = {
    "en": _ENGLISH, "ru": _RUSSIAN, "uk": _UKRAINIAN, "de": _GERMAN, "fr": _FRENCH, "es": _SPANISH, "it": _ITALIAN,
    "pt": _PORTUGUESE, "pl": _POLISH, "tr": _TURKISH, **_OTHERS,
}  # fmt: skip


@lru_cache(maxsize=256)
def abbreviations(language: str) -> Abbreviations:
    """The table of a language (ISO 639-1), with that of English or Russian for words in the other alphabet.

    A language without a table gets both.
    """
    own = _TABLES.get(language, _ENGLISH)
    others = [_ENGLISH] if language in ("ru", "uk") else [_RUSSIAN]
    if language in _OTHERS:
        others.append(_ENGLISH)
    kinds = dict(_ANYWHERE.kinds)
    for table in (*others, own):
        kinds.update(table.kinds)
    return Abbreviations(kinds, own.openers.union(*(other.openers for other in others)), own.ordinals)
