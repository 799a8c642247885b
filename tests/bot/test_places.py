"""Groups, forum topics and channels; who may change what; a group that moves."""

from __future__ import annotations

from bot.requests import Desk
from bot.schedule.digest_rounds import DigestRounds
from playground import Playground, Reader
from storage.records import Address


async def test_a_group_is_greeted_once(anna: Reader, ben: Reader, playground: Playground) -> None:
    family = playground.group("Family", [ben], admins=[anna])
    assert "/subscribe" in (await family.next_message()).text


async def test_everybody_reads_but_only_admins_change(
    anna: Reader, ben: Reader, playground: Playground, desk: Desk, add_article
) -> None:
    family = playground.group("Family", [ben], admins=[anna])
    await family.next_message()
    await add_article(1)
    assert "Town 1" in (await ben.ask("/latest@telegist_demo_bot", to=family)).text
    assert "Only admins" in (await ben.ask("/subscribe 13:00", to=family)).text
    assert (await desk.storage.totals()).subscriptions == 0
    assert "every day at 13:00" in (await anna.ask("/subscribe 13:00", to=family)).text
    pressed = await ben.press("Unsubscribe", of=family)
    assert "Only admins" in (await pressed.answer())["text"]
    assert (await desk.storage.totals()).subscriptions == 1


async def test_an_anonymous_admin_is_an_admin(anna: Reader, playground: Playground) -> None:
    crowd = playground.group("Crowd", admins=[anna], supergroup=True)
    await crowd.next_message()
    assert "every day" in (await anna.ask("/subscribe 13:00", to=crowd, anonymous=True)).text


async def test_what_is_said_in_a_group_is_not_the_bots_business(
    anna: Reader, ben: Reader, playground: Playground, desk: Desk
) -> None:
    family = playground.group("Family", [ben], admins=[anna], bot="administrator")
    await family.next_message()
    for text in ("good morning", "https://example.org/news", "/weather", "/latest@other_bot", "word " * 200):
        await ben.send(text, to=family)
    assert "no articles" in (await ben.ask("/latest", to=family)).text
    assert len(family.from_bot) == 2


async def test_each_topic_has_its_own_digest(
    anna: Reader, playground: Playground, desk: Desk, clock, add_article
) -> None:
    forum = playground.group("Forum", admins=[anna], forum=True)
    await forum.next_message()
    news, talk = forum.topic("News"), forum.topic("Talk")
    card = await anna.ask("/subscribe 13:00", to=forum, thread=news)
    assert card.thread_id == news
    assert "no digest" in (await anna.ask("/unsubscribe", to=forum, thread=talk)).text
    await add_article(1)
    clock.pass_by(hours=1)
    await DigestRounds(desk).run()
    digest = await forum.next_message()
    assert digest.thread_id == news
    assert "Town 1" in digest.text


async def test_a_deleted_topic_falls_back_to_its_chat(
    anna: Reader, playground: Playground, desk: Desk, clock, add_article
) -> None:
    forum = playground.group("Forum", admins=[anna], forum=True)
    await forum.next_message()
    news = forum.topic("News")
    await anna.ask("/subscribe 13:00", to=forum, thread=news)
    forum.delete_topic(news)
    await add_article(1)
    clock.pass_by(hours=1)
    await DigestRounds(desk).run()
    digest = await forum.next_message()
    assert digest.thread_id is None
    assert "Town 1" in digest.text


async def test_a_channel_is_served_by_its_posts(
    anna: Reader, playground: Playground, desk: Desk, clock, add_article
) -> None:
    gazette = playground.channel("Gazette", anna)
    await gazette.post("/subscribe 14:00 Berlin")
    assert "14:00 (Berlin)" in (await gazette.next_message()).text
    await gazette.post("Just some news of our own.")
    await add_article(1)
    clock.pass_by(hours=1)
    await DigestRounds(desk).run()
    assert "Town 1" in (await gazette.next_message()).text


async def test_who_only_reads_a_channel_changes_nothing_and_lets_the_bot_post_nothing(
    anna: Reader, ben: Reader, playground: Playground, desk: Desk, add_article
) -> None:
    for number in range(7):
        await add_article(number)
    gazette = playground.channel("Gazette", anna)
    for post in ("/subscribe 14:00", "/latest", "/forget"):
        await gazette.post(post)
        await gazette.next_message()
    for button in ("Unsubscribe", "Time", "Text 1", "Older →", "Delete everything"):
        pressed = await ben.press(button, of=gazette)
        assert "Only admins" in (await pressed.answer())["text"]
    assert (await desk.storage.totals()).subscriptions == 1
    await anna.press("Unsubscribe", of=gazette)
    assert "No more digests" in (await gazette.next_edit()).text


async def test_everybody_in_a_group_may_look_at_the_sources(
    anna: Reader, ben: Reader, playground: Playground, desk: Desk
) -> None:
    for number in range(25):
        await desk.storage.feeds.add(f"https://example.org/{number}", title=f"Paper {number}")
    family = playground.group("Family", [ben], admins=[anna])
    await family.next_message()
    await ben.ask("/sources", to=family)
    await ben.press("More →", of=family)
    assert "Paper 24" in (await family.next_edit()).text


async def test_a_group_that_becomes_a_supergroup_keeps_its_subscription(
    anna: Reader, playground: Playground, desk: Desk, clock, add_article, eventually
) -> None:
    family = playground.group("Family", admins=[anna])
    await family.next_message()
    await anna.ask("/subscribe 13:00", to=family)
    moved = family.migrate()
    await eventually(lambda: desk.storage.subscriptions.get(Address(moved.id)))
    assert await desk.storage.subscriptions.get(Address(family.id)) is None
    await add_article(1)
    clock.pass_by(hours=1)
    await DigestRounds(desk).run()
    assert "Town 1" in (await moved.next_message()).text


async def test_a_move_learnt_only_when_sending_is_followed_too(
    anna: Reader, playground: Playground, desk: Desk, clock, add_article, eventually
) -> None:
    family = playground.group("Family", admins=[anna])
    await family.next_message()
    await anna.ask("/subscribe 13:00", to=family)
    moved = family.migrate()
    await eventually(lambda: desk.storage.subscriptions.get(Address(moved.id)))
    await desk.storage.chats.migrate(moved.id, family.id)  # as if the bot had not heard of it
    await add_article(1)
    clock.pass_by(hours=1)
    await DigestRounds(desk).run()
    assert "Town 1" in (await moved.next_message()).text
    assert await desk.storage.subscriptions.get(Address(family.id)) is None
    assert await desk.storage.subscriptions.get(Address(moved.id)) is not None


async def test_a_bot_that_was_sent_away_stays_silent_and_comes_back(
    anna: Reader, ben: Reader, playground: Playground, desk: Desk, clock, eventually
) -> None:
    family = playground.group("Family", [ben], admins=[anna])
    await family.next_message()
    await anna.ask("/subscribe 13:00", to=family)

    async def blocked() -> bool:
        return (await desk.storage.chats.get(Address(family.id))).blocked

    async def unblocked() -> bool:
        return not await blocked()

    family.set_bot("kicked")
    await eventually(blocked)
    clock.pass_by(days=2)
    assert await DigestRounds(desk).run() == 0
    family.set_bot("member")
    await eventually(unblocked)
    assert await DigestRounds(desk).run() == 1
