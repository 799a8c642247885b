"""/subscribe and /unsubscribe: the daily digest, its hour, zone, days and length."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.answers import Answer, Button, Edit, Reply, Toast, rows
from bot.errors import UnknownZone, WrongTime
from bot.html import join
from bot.messages.shortening import cut
from bot.messages.zones import zone_buttons
from bot.requests import Request
from bot.schedule.due import EVERY_DAY, next_due
from bot.schedule.times import looks_like_time, parse_time
from bot.schedule.zones import parse_zone, zone_name
from storage.records import Subscription

_HOURS = tuple(f"{hour % 24:02}:00" for hour in range(5, 25))
_LENGTHS = (3, 5, 7, 10)
_FILLING = frozenset(
    {"at", "in", "o'clock", "daily", "every", "day", "time", "в", "по", "утра", "каждый", "день", "времени"}
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What can be chosen about a digest."""

    time: str
    timezone: str
    weekdays: frozenset[int]
    items: int
    say_when_empty: bool


async def command(request: Request) -> Answer:
    """`/subscribe`, `/subscribe 7:30`, `/subscribe 7:30 Europe/Berlin`, in either order."""
    kept = await request.storage.subscriptions.get(request.address)
    plan = _plan(request, kept)
    time, place = _parts(request.text)
    try:
        plan = replace(plan, time=parse_time(time)) if time else plan
        plan = replace(plan, timezone=parse_zone(place)) if place else plan
    except WrongTime as error:
        return Reply(request.words("subscribe.wrong_time", text=cut(error.text, 40)))
    except UnknownZone as error:
        return _unknown_zone(request, error, plan)
    return await _keep(request, plan, kept)


async def unsubscribe(request: Request) -> Answer:
    """`/unsubscribe`."""
    removed = await request.storage.subscriptions.remove(request.address)
    return Reply(request.words("unsubscribe.done" if removed else "unsubscribe.none"))


async def button(request: Request) -> Answer:
    """The button's data: sub:on, sub:in:0800:zone, sub:off, sub:card; sub:time, sub:zone, sub:days, sub:length open a
    choice, and with a value after it, sub:time:0800, the choice is made; sub:day:3:on, sub:empty:say."""
    _, choice, *given = request.text.split(":", 2)
    value = given[0] if given else ""
    if choice == "off":
        await request.storage.subscriptions.remove(request.address)
        return Edit(Reply(request.words("unsubscribe.done")))
    kept = await request.storage.subscriptions.get(request.address)
    plan = _plan(request, kept)
    if choice == "on":
        return await _keep(request, plan, kept)
    if choice == "in":
        time, _, zone = value.partition(":")
        return await _keep(request, replace(plan, time=parse_time(time), timezone=parse_zone(zone)), kept)
    if kept is None:  # a button of an old message: it must not subscribe anybody again
        return Edit(Reply(request.words("unsubscribe.none"), ((_button(request, "on"),),)))
    if choice == "card":
        return Edit(card(request, kept))
    if not value and choice in _CHOICES:
        return Edit(_CHOICES[choice](request, plan))
    changed = _changed(plan, choice, value)
    if choice == "day" and changed == plan:
        return Toast(request.words("subscribe.last_day"))
    shown = await _keep(request, changed, kept)
    return Edit(_days(request, changed) if choice == "day" else shown)


def _changed(plan: Plan, choice: str, value: str) -> Plan:
    match choice:
        case "time":
            return replace(plan, time=parse_time(value))
        case "zone":
            return replace(plan, timezone=parse_zone(value))
        case "day":
            day, _, state = value.partition(":")
            days = plan.weekdays | {int(day)} if state == "on" else plan.weekdays - {int(day)}
            # The last day can't be taken away: no digest at all is what /unsubscribe is for.
            return replace(plan, weekdays=days & EVERY_DAY or plan.weekdays)
        case "length":
            return replace(plan, items=max(1, min(int(value), 20)))
        case "empty":
            return replace(plan, say_when_empty=value == "say")
        case _:
            return plan


def _plan(request: Request, kept: Subscription | None) -> Plan:
    """The chat's digest as it is, or as it would be by default."""
    if kept:
        return Plan(kept.time, kept.timezone, kept.weekdays, kept.items, kept.say_when_empty)
    digest = request.desk.settings.digest
    return Plan(digest.time, request.timezone, EVERY_DAY, digest.items, say_when_empty=True)


async def _keep(request: Request, plan: Plan, kept: Subscription | None) -> Reply:
    """Makes the digest that was `kept`, if there was one, as planned."""
    due = next_due(request.now, at=plan.time, timezone=plan.timezone, weekdays=plan.weekdays)
    if kept and (kept.time, kept.timezone, kept.weekdays) == (plan.time, plan.timezone, plan.weekdays):
        due = kept.next_due_at  # one that is due right now must not be put off by another setting
    subscription = await request.storage.subscriptions.put(
        request.address,
        time=plan.time,
        timezone=plan.timezone,
        weekdays=plan.weekdays,
        items=plan.items,
        say_when_empty=plan.say_when_empty,
        next_due_at=due,
    )
    await request.storage.chats.set_timezone(request.address, plan.timezone)
    await request.keep_language()
    return card(request, subscription)


async def move(request: Request, timezone: str) -> None:
    """Takes the chat, and its digest if it has one, to another time zone."""
    if kept := await request.storage.subscriptions.get(request.address):
        await _keep(request, replace(_plan(request, kept), timezone=timezone), kept)
    else:
        await request.storage.chats.set_timezone(request.address, timezone)


def card(request: Request, subscription: Subscription) -> Reply:
    """The digest as it stands, with a button for everything that can be changed."""
    words = request.words
    text = words(
        "subscribe.card",
        days=_named(request, subscription.weekdays),
        time=subscription.time,
        zone=zone_name(subscription.timezone, words.language),
        next=words.moment(subscription.next_due_at, subscription.timezone),
        stories=words.count("subscribe.stories", subscription.items),
        empty=words("subscribe.says" if subscription.say_when_empty else "subscribe.silent"),
    )
    other = "silent" if subscription.say_when_empty else "say"
    return Reply(
        text,
        (
            (_button(request, "time"), _button(request, "zone")),
            (_button(request, "days"), _button(request, "length")),
            (Button(str(words(f"button.empty_{other}")), f"sub:empty:{other}"),),
            (_button(request, "off"),),
        ),
    )


def _times(request: Request, plan: Plan) -> Reply:
    buttons = [Button(_marked(hour, hour == plan.time), f"sub:time:{hour.replace(':', '')}") for hour in _HOURS]
    return Reply(request.words("subscribe.choose_time"), (*rows(buttons, width=5), _back(request)))


def _zones(request: Request, plan: Plan) -> Reply:
    return Reply(
        request.words("subscribe.choose_zone"),
        (*zone_buttons(request.words, request.now, plan.timezone, "sub:zone"), _back(request)),
    )


def _days(request: Request, plan: Plan) -> Reply:
    buttons = [
        Button(
            _marked(request.words.weekday(day), day in plan.weekdays),
            f"sub:day:{day}:{'off' if day in plan.weekdays else 'on'}",
        )
        for day in range(7)
    ]
    return Reply(request.words("subscribe.choose_days"), (*rows(buttons, width=4), _back(request)))


def _lengths(request: Request, plan: Plan) -> Reply:
    buttons = [
        Button(_marked(str(request.words.count("subscribe.stories", size)), size == plan.items), f"sub:length:{size}")
        for size in _LENGTHS
    ]
    return Reply(request.words("subscribe.choose_length"), (*rows(buttons, width=2), _back(request)))


_CHOICES = {"time": _times, "zone": _zones, "days": _days, "length": _lengths}


def _parts(text: str) -> tuple[str, str]:
    """The time of day and the place in the words of a /subscribe, each '' where there is none.

    'New York' is one place, '8 pm' one time; a second time is part of neither and makes the first a wrong one.
    """
    given = [word for word in text.replace(",", " ").split() if word.casefold() not in _FILLING]
    for at, word in enumerate(given[1:], 1):
        if word.casefold().replace(".", "") in {"am", "pm"} and looks_like_time(given[at - 1]):
            given[at - 1 : at + 1] = [given[at - 1] + word.casefold().replace(".", "")]
            break
    times = [word for word in given if looks_like_time(word)]
    return " ".join(times), " ".join(word for word in given if not looks_like_time(word))


def _unknown_zone(request: Request, error: UnknownZone, plan: Plan) -> Reply:
    words, data = request.words, f"sub:in:{plan.time.replace(':', '')}"
    near = words("subscribe.near", zones=words.listing(error.near)) if error.near else ""
    buttons = tuple((Button(zone, f"{data}:{zone}"),) for zone in error.near)
    text = join([words("subscribe.wrong_zone", text=cut(error.text, 40)), near], " ")
    return Reply(text, buttons or zone_buttons(words, request.now, request.timezone, data))


def _named(request: Request, days: frozenset[int]) -> str:
    for key, known in (("every_day", EVERY_DAY), ("workdays", frozenset(range(5))), ("weekend", frozenset({5, 6}))):
        if days == known:
            return str(request.words(f"subscribe.{key}"))
    return request.words.listing(request.words.weekday(day) for day in sorted(days))


def _button(request: Request, name: str) -> Button:
    return Button(str(request.words(f"button.sub_{name}")), f"sub:{name}")


def _back(request: Request) -> tuple[Button, ...]:
    return (Button(str(request.words("button.done")), "sub:card"),)


def _marked(text: str, chosen: bool) -> str:
    return f"✓ {text}" if chosen else text
