"""A small local news site with three sources: something true to life for the bot to read, offline."""

from playground.newsroom.articles import SOURCES, Article, Source, load_articles
from playground.newsroom.site import Newsroom

__all__ = ["SOURCES", "Article", "Newsroom", "Source", "load_articles"]
