from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.text.decode import decode

SENTENCES = {
    "cp1251": "Порт закрыт из-за шторма, сообщили в администрации города.",
    "koi8-r": "Паром снова ходит на остров после недели ремонта.",
    "iso8859-5": "Школу закрыли на два дня, дети играли в карты.",
    "shift_jis": "港は嵐のため閉鎖されました。フェリーは月曜日に再開します。",
    "euc_jp": "島の店ではパンが木曜日になくなりました。",
    "iso2022_jp": "灯台守はトランプをしていたと話した。",
    "cp949": "폭풍으로 항구가 폐쇄되었습니다. 배는 월요일에 다시 다닙니다.",
    "gb18030": "港口因为大风关闭了,船在星期一会再开。他们说这个问题不大。",
    "big5": "港口因為大風關閉了,船在星期一會再開。他們說這個問題不大。",
    "cp1253": "Το λιμάνι έκλεισε λόγω καταιγίδας τη Δευτέρα.",
    "cp1252": "Der Hafen wurde nach dem Sturm für drei Tage geschloßen; les élèves sont restés à l’école.",
    "cp1250": "Prom znów kursuje na wyspę, źródło awarii usunięto. Škola byla zavřená, děti hrály karty.",
    "utf-16-le": "Порт закрыт из-за шторма",
    "utf-16-be": "港は嵐のため閉鎖されました",
    "utf-16": "Το λιμάνι έκλεισε",
    "utf-8-sig": "Der Hafen wurde geschloßen",
}


@pytest.mark.parametrize("encoding", SENTENCES)
@pytest.mark.parametrize(
    "around", ["<rss><title>{}</title></rss>", '\n <?xml version="1.0"?>\n<a b="c">{}</a>', '{{"a": "{}"}}']
)
def test_what_nobody_declared_is_read_in_its_own_encoding(encoding: str, around: str) -> None:
    text = around.format(SENTENCES[encoding])
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", [name for name in SENTENCES if not name.startswith("utf")])
def test_what_is_declared_is_believed(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><a>{SENTENCES[encoding]}</a>'
    assert decode(text.encode(encoding)) == text
    bare = f"<a>{SENTENCES[encoding]}</a>"
    assert decode(bare.encode(encoding), f"text/xml; charset={encoding}") == bare


@pytest.mark.parametrize("encoding", [name for name in SENTENCES if not name.startswith(("utf", "iso2022", "cp1250"))])
def test_a_servers_latin_1_for_everything_is_not_believed(encoding: str) -> None:
    text = f"<a>{SENTENCES[encoding]}</a>"
    assert decode(text.encode(encoding), "text/xml; charset=ISO-8859-1") == text


@pytest.mark.parametrize(
    "text", ["Señor", "ÀÉÈÇÔÙ", "São João está à espera – não há pão", "Ærø, Æbelø, Ågård", "£5 ½ · 20 °C"]
)
def test_what_is_latin_1_is_read_as_such(text: str) -> None:
    assert decode(f"<a>{text}</a>".encode("cp1252"), "text/xml; charset=ISO-8859-1") == f"<a>{text}</a>"


@pytest.mark.parametrize("text", ["Café", "5 €", "«Ура»", "naïve – and so on"])
def test_a_word_in_utf_8_is_never_taken_for_another(text: str) -> None:
    assert decode(f"<a>{text}</a>".encode()) == f"<a>{text}</a>"


@given(st.binary(max_size=400), st.none() | st.text(max_size=40).map("text/xml; charset={}".format))
def test_any_bytes_become_text_without_half_characters(body: bytes, content_type: str | None) -> None:
    text = decode(body, content_type)
    assert "\x00" not in text
    text.encode()
