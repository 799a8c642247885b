"""Our ranker among sumy's, and sumy's document of our sentences."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sumy.summarizers.lex_rank import LexRankSummarizer

import language
from summarizer import summarize
from summarizer.sumy_engines import NewsSummarizer, Words, document_model, stemmer

ARTICLES: dict[str, str] = json.loads(Path(__file__).with_name("articles.json").read_text("utf8"))


@pytest.mark.parametrize("code", ["en", "ru", "de"])
def test_news_used_through_sumy_chooses_what_summarize_does(code: str) -> None:
    document = document_model(language.sentences(ARTICLES[code], code), Words(code))
    chosen = NewsSummarizer(code)(document, 3)
    assert tuple(map(str, chosen)) == summarize(ARTICLES[code], language=code).sentences


def test_a_share_of_the_text_can_be_asked_for_as_of_sumys_own() -> None:
    document = document_model(language.sentences(ARTICLES["en"], "en"), Words("en"))
    assert len(NewsSummarizer("en")(document, "20%")) == len(document.sentences) // 5


def test_a_summarizer_of_sumys_works_on_the_document_without_any_download() -> None:
    sentences = language.sentences(ARTICLES["ru"], "ru")
    document = document_model(sentences, Words("ru"))
    assert [str(sentence) for sentence in document.sentences] == [sentence.text for sentence in sentences]
    assert len(document.paragraphs) == sentences[-1].paragraph + 1
    summarizer = LexRankSummarizer(stemmer("ru"))
    summarizer.stop_words = language.stop_words("ru")
    assert len(summarizer(document, 2)) == 2
