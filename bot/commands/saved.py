"""What a chat saved: a button under every article, and /saved, which lists them."""

from __future__ import annotations

from bot.answers import Answer, Button, Edit, Reply, Rows, Switch, Toast
from bot.messages.story import full_text_buttons, list_stories, save_button
from bot.requests import Request
from storage.records import SavedPage, Saving, Story
from storage.saved import Saved

PAGE = 5


async def page(request: Request) -> Answer:
    """The button's data: saved:place."""
    return Edit(await listing(request, int(request.text.partition(":")[2])))


async def save(request: Request) -> Answer:
    """The button's data: save:article. A second tap says the same again."""
    article_id = int(request.text.partition(":")[2])
    match await request.storage.saved.add(request.address, article_id):
        case Saving.GONE:
            return Toast(request.words("article.gone"))
        case Saving.FULL:
            return Toast(request.words.count("saved.full", Saved.MOST))
        case Saving.DONE:
            return Switch(save_button(article_id, request.words, saved=True), request.words("saved.done"))


async def unsave(request: Request) -> Answer:
    """The button's data: unsave:article under an article; unsave:article:place in the list."""
    _, article_id, *place = request.text.split(":")
    await request.storage.saved.remove(request.address, int(article_id))
    if place:
        return Edit(await listing(request, int(place[0])))
    return Switch(save_button(int(article_id), request.words, saved=False), request.words("saved.removed"))


async def listing(request: Request, place: int | None = None) -> Reply:
    """What is saved, from that place on; the nearest there is where nothing is left from there on."""
    words, kept = request.words, request.storage.saved
    found = await kept.page(request.address, limit=PAGE, place=place)
    if not found.articles and found.newer is not None:
        found = await kept.page(request.address, limit=PAGE, place=found.newer)
    if not found.articles:
        return Reply(words("saved.none"))
    stories = [*map(Story.of, found.articles)]
    text = list_stories(stories, words, request.now, head=words.count("saved.head", found.total))
    return Reply(text, full_text_buttons(found.articles, words) + _removals(request, found) + _turns(request, found))


def _removals(request: Request, found: SavedPage) -> Rows:
    """A button to take each away, numbered as they stand in the list."""
    alone = len(found.articles) == 1
    names = [str(request.words("button.remove"))] if alone else [str(n) for n in range(1, len(found.articles) + 1)]
    return (
        tuple(
            Button(f"✕ {name}", f"unsave:{article.id}:{found.place}")
            for name, article in zip(names, found.articles, strict=True)
        ),
    )


def _turns(request: Request, found: SavedPage) -> Rows:
    def turn(key: str, place: int) -> Button:
        return Button(str(request.words(key)), f"saved:{place}")

    turns = [turn("button.newer", found.newer)] if found.newer is not None else []
    turns += [turn("button.older", found.older)] if found.older is not None else []
    return (tuple(turns),) if turns else ()
