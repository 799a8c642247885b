"""/settings: language, time zone, digest."""

from __future__ import annotations

from dataclasses import replace

from bot.answers import Answer, Button, Edit, Reply
from bot.commands import subscribe
from bot.messages.zones import zone_buttons
from bot.requests import Request
from bot.schedule.zones import parse_zone, zone_name
from bot.words import LANGUAGES, choose_language, words_in


async def command(request: Request) -> Reply:
    """What is set, with a button for each."""
    words = request.words
    subscription = await request.storage.subscriptions.get(request.address)
    digest = (
        words("settings.digest", next=words.moment(subscription.next_due_at, subscription.timezone))
        if subscription
        else words("settings.no_digest")
    )
    text = words(
        "settings.card",
        language=LANGUAGES[words.language],
        zone=zone_name(request.timezone, words.language),
        digest=digest,
        muted=words.count("settings.muted", len(request.chat.muted)) if request.chat.muted else words("settings.all"),
    )
    return Reply(
        text,
        (
            (_button(request, "language", "set:language"), _button(request, "sub_zone", "set:zone")),
            (
                _button(request, "digest" if subscription else "subscribe", "sub:on"),
                _button(request, "sources", "sources:0"),
            ),
        ),
    )


async def languages(request: Request) -> Answer:
    """The languages to choose from, as a new message: what the button stood under stays."""
    return _languages(request)


async def button(request: Request) -> Answer:
    """The button's data: set:card, set:language[:code], set:zone[:name]."""
    _, choice, *given = request.text.split(":", 2)
    match choice, given:
        case "language", []:
            return Edit(_languages(request))
        case "zone", []:
            buttons = (*zone_buttons(request.words, request.now, request.timezone, "set:zone"), _back(request))
            return Edit(Reply(request.words("subscribe.choose_zone"), buttons))
        case "language", [code]:
            await request.storage.chats.set_language(request.address, choose_language(code))
        case "zone", [zone]:
            await subscribe.move(request, parse_zone(zone))
        case _:
            pass
    chat = await request.storage.chats.get(request.address)
    changed = replace(request, chat=chat, words=words_in(choose_language(chat.language, request.words.language)))
    return Edit(await command(changed))


def _languages(request: Request) -> Reply:
    buttons = tuple(
        Button(f"✓ {name}" if code == request.words.language else name, f"set:language:{code}")
        for code, name in LANGUAGES.items()
    )
    return Reply(request.words("settings.choose_language"), (buttons, _back(request)))


def _button(request: Request, name: str, data: str) -> Button:
    return Button(str(request.words(f"button.{name}")), data)


def _back(request: Request) -> tuple[Button, ...]:
    return (_button(request, "done", "set:card"),)
