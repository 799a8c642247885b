# ruff: noqa: E501 - samples are kept whole

from __future__ import annotations

import random
import textwrap

import pytest

from ingest import extract_article
from ingest.errors import BadFile, NotAnArticle
from ingest.prepare import read_page, read_text_file
from ingest.text.prose import is_prose, is_text

STORM = "Waves of up to six metres kept every ferry in port on Monday, and the harbour master said no ship would leave before Wednesday noon."
NIGHT = "About 340 passengers spent the night in a sports hall on Quay Street."


@pytest.mark.parametrize(
    "body",
    [
        "<nav><a href='/'>Home</a></nav><form><input></form>",
        "hi",
        "<ul>" + "".join(f"<li><a href='/{n}'>{STORM} {n}</a></li>" for n in range(30)) + "</ul>",
        "<ul>" + "".join(f"<li>{name}</li>" for name in ("Home", "World news", "Sport", "About us") * 20) + "</ul>",
        "<h1>Log in</h1><form><p>Log in to your account to read on. Enter your e-mail address and your password below, or register "
        "for free if you have no account yet.</p><input type='password'></form>",
        "<div><h2>We value your privacy</h2><p>We and our 842 partners keep information on a device, such as cookies, and process "
        "personal data.</p><p>By going on you agree to our use of cookies. You can change that in your browser at any time.</p></div>",
        "<p>Продолжая пользоваться сайтом, вы соглашаетесь на использование файлов cookie и обработку данных. Чтобы отключить их, "
        "измените настройки вашего браузера, как это описано в нашей справке.</p>",
        "<h1>404</h1><p>Page not found. The page you are looking for may have been moved or deleted. Please check the address, or go "
        "back to our home page and try the search.</p>",
        "<p>Please enable JavaScript to go on. This site needs a browser with JavaScript. We check that you are not a robot; this "
        "takes a few seconds, and then you will be sent on to the page that you wanted.</p>",
    ],
    ids=["menu", "hi", "links", "words", "login", "cookies", "cookies-ru", "404", "javascript"],
)
def test_a_page_without_prose_has_no_article(body: str) -> None:
    assert extract_article(f"<html><head><title>News</title></head><body>{body}</body></html>") is None


@pytest.mark.parametrize(
    "paragraphs",
    [
        (STORM, NIGHT),
        ("月曜日、最大6メートルの波により、すべてのフェリーが港にとどまった。港長は水曜日の正午まで船は出港しないと述べた。", "約340人の乗客が体育館で一夜を過ごした。"),
        ("周一，高达六米的巨浪使所有渡轮停留在港口。港务长表示，星期三中午之前没有船只会离开港口，约三百四十名乘客在体育馆过夜。",),
        ("A leak exposed three million passwords of customers of the water company, the data office said on Monday. The company has locked "
         "every account and told customers to choose another password.",),
    ],
    ids=["en", "ja", "zh", "about passwords"],
)  # fmt: skip
def test_a_short_piece_of_news_is_an_article(paragraphs: tuple[str, ...]) -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    article = extract_article(
        f"<html><body><nav><a href='/'>Home</a></nav><article><h1>Storm</h1>{text}</article></body></html>"
    )
    assert article is not None
    assert all(paragraph in article.text for paragraph in paragraphs)


def test_results_are_news_without_sentences() -> None:
    assert is_prose("\n".join(f"Round {n}: Rovers – Harbour Town {n}:1, 3900 spectators" for n in range(1, 12)))


def test_bytes_that_are_no_text_are_refused() -> None:
    noise = random.Random(7).randbytes(3000)
    with pytest.raises(BadFile, match="this is no text"):
        read_text_file(noise)
    with pytest.raises(NotAnArticle, match="this is no text"):
        read_page(noise, "https://example.org/a.txt", "text/plain")
    assert extract_article(noise) is None


@pytest.mark.parametrize("text", ["hi", "hi\n\nthere", "Home\n\nSport\n\nAbout us", "Storm closes harbour"])
def test_a_few_words_are_no_article(text: str) -> None:
    with pytest.raises(NotAnArticle, match="no article"):
        read_text_file(text.encode())
    with pytest.raises(NotAnArticle, match="no article"):
        read_page(text.encode(), "https://example.org/a.txt", "text/plain")


def test_a_text_wrapped_to_a_width_is_an_article() -> None:
    assert read_text_file(textwrap.fill(f"{STORM} {NIGHT}", 30).encode()).text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_file_is_read_in_any_encoding(encoding: str) -> None:
    assert STORM in read_text_file(f"Café closed – by waves\n\n{STORM}".encode(encoding)).text


def test_a_few_bad_characters_do_not_make_a_text_bytes() -> None:
    assert is_text(STORM + "\ufffd\x07")
    text = read_text_file(f"{STORM}\x00 \x00{NIGHT}".encode()).text
    assert text == f"{STORM} {NIGHT}"


@pytest.mark.parametrize("start", ["<!DOCTYPE html><html><body>", "  <html lang=en>", "<article>", "<p class='x'></p>"])
def test_a_page_that_is_called_plain_text_is_read_as_a_page(start: str) -> None:
    body = f"{start}<article><p>{STORM}</p><p>{NIGHT}</p></article>".encode()
    for draft in (read_text_file(body), read_page(body, "https://example.org/1", "text/plain")):
        assert draft.text == f"{STORM}\n\n{NIGHT}"
