"""Which encoding bytes are in that nobody declared and that are no UTF-8: by what their letters would be."""

from __future__ import annotations

import codecs
import re

_LOOKED_AT = 20_000  # bytes
_HIGH = re.compile(rb"[\x80-\xff]+")

_RUSSIAN = frozenset("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё")
_GREEK = frozenset("αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋ")
_KANA = frozenset(map(chr, range(0x3041, 0x30FF)))
_HANGUL = frozenset(map(chr, range(0xAC00, 0xD7A4)))
_HANZI = (
    "的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們生到作地于於出就分对對成会會可主发發年动動同工也能下"
    "过過子说說产產种種面而方后後多定行学學法所民得经經十三之进進着等部度家电電力里如水化高自二理起小物现現实實加量都两兩"
    "体體制机機当當使点點从從业業本去把性好应應开開它合还還因由其些然前外天政四日那社义義事平形相全表间間样樣与與关關各"
    "重新线線内內数數正心反你明看原又么利比或但质質第向道命此变變条條没沒结結解问問意建月公无無系军軍很情者最立代想已通"
    "并提直题題程展五果料象员員革位入常文总總次品式活设設及管特件长長求老头頭基资資边邊流路级級少图圖山统統接知较較将將"
    "组組见見计計别別她手角期根论論运運农農指几九区區强強放决決西被干做必战戰先回则則任取据處处队隊南给給色光门門即保治北"
    "造百规規热熱领領七海口东東导導器压壓志世金增争爭济濟阶階油思术術极極交受联聯什认認六共权權收证證改清己美再采转轉更单"
)
_CHINESE = frozenset(_HANZI)
_WESTERN = frozenset("éèàçêôîûâëïùœæäöüßñáíóúåøãõìò«»“”‘’—–…°©®¿¡ÉÀÄÖÜÅØ€ ")
_CENTRAL = frozenset("ąćęłńóśźżáčďéěíňřšťúůýžäôľĺŕöüőűţășțđŁŚŻŽŠČŘ„”“’–—… ")

_WIDE = (("cp932", _KANA), ("euc_jp", _KANA), ("cp949", _HANGUL), ("gb18030", _CHINESE), ("big5", _CHINESE))
_CYRILLIC_OR_GREEK = (
    ("cp1251", _RUSSIAN),
    ("koi8-r", _RUSSIAN),
    ("iso8859-5", _RUSSIAN),
    ("cp1253", _GREEK),
)
_LATIN = (("cp1252", _WESTERN), ("cp1250", _CENTRAL), ("iso8859-2", _CENTRAL))


def guess(body: bytes, *, least: int = 1) -> str:
    """Python's name of the likeliest encoding of `body`; windows-1252 where nothing speaks for another.

    Nothing does in fewer than `least` bytes beyond ASCII.
    """
    start = body[:_LOOKED_AT]
    if b"\x1b$" in start:
        return "iso2022_jp"
    runs = [len(run) for run in _HIGH.findall(start)]
    if sum(runs) < least:
        return "cp1252"
    # Between the letters of Latin script the others stand alone; words of other scripts have no others. Only in
    # Shift-JIS every second byte is often an ASCII one.
    if sum(runs) < 2 * len(runs) and max(runs) < 6:
        return _likeliest(start, _WIDE[:1]) or _likeliest(start, _LATIN) or "cp1252"
    return _likeliest(start, _WIDE) or _likeliest(start, _CYRILLIC_OR_GREEK) or _likeliest(start, _LATIN) or "cp1252"


def _likeliest(start: bytes, candidates: tuple[tuple[str, frozenset[str]], ...]) -> str | None:
    """The encoding in which most of the characters beyond ASCII are usual ones, measured by what is fair of each."""
    shares = {name: _share(start, name, usual) / _FAIR.get(name, 0.6) for name, usual in candidates}
    best = max(shares, key=shares.__getitem__)
    return best if shares[best] >= 1 else None


_FAIR = {"cp932": 0.25, "euc_jp": 0.25, "gb18030": 0.25, "big5": 0.25, "cp949": 0.85}
"""Beside kana stand characters without number, and so do beside the most usual Chinese ones; Korean has few others."""


def _share(start: bytes, encoding: str, usual: frozenset[str]) -> float:
    # Without the end of input being told, a character cut off there is no mistake.
    text = codecs.getincrementaldecoder(encoding)("replace").decode(start)
    beyond = [character for character in text if character > "\x7f"]
    # Marks and full-width signs of the East are usual in each of its encodings, and tell nothing.
    telling = [character for character in beyond if not "\u3000" <= character <= "\u303f" and character < "\uff00"]
    broken = text.count("\ufffd")
    if not telling or broken * 50 > len(beyond):
        return 0.0
    return sum(character in usual for character in telling) / (len(telling) + 10 * broken)
