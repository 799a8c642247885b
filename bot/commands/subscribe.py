"""/subscribe and /unsubscribe: the daily digest, its hour, zone, days and length."""

from __future__ import annotations

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from bot.answers import Answer, Button, Edit, Reply, Rows, rows
from bot.errors import UnknownZone, WrongTime
from bot.html import join
from bot.messages.story import cut
from bot.requests import Request
from bot.schedule.due import EVERY_DAY, next_due
from bot.schedule.times import looks_like_time, parse_time
from bot.schedule.zones import OFFERED, parse_zone
from storage.records import Subscription

_HOURS = tuple(f"{hour % 24:02}:00" for hour in range(5, 25))
_LENGTHS = (3, 5, 7, 10)


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
    plan = await _plan(request)
    for part in _parts(request.text):
        try:
            if looks_like_time(part):
                plan = replace(plan, time=parse_time(part))
            else:
                plan = replace(plan, timezone=parse_zone(part))
        except WrongTime as error:
            return Reply(request.words("subscribe.wrong_time", text=cut(error.text, 40)))
        except UnknownZone as error:
            return _unknown_zone(request, error)
    return await _keep(request, plan)


async def unsubscribe(request: Request) -> Answer:
    """`/unsubscribe`."""
    removed = await request.storage.subscriptions.remove(request.address)
    return Reply(request.words("unsubscribe.done" if removed else "unsubscribe.none"))


async def button(request: Request) -> Answer:
    """The button's data: sub:on[:zone], sub:off, sub:card; sub:time, sub:zone, sub:days, sub:length open a choice,
    and with a value after it, sub:time:0800, the choice is made; sub:day:3:on, sub:empty:say."""
    _, choice, *given = request.text.split(":", 2)
    value = given[0] if given else ""
    if choice == "off":
        await request.storage.subscriptions.remove(request.address)
        return Edit(Reply(request.words("unsubscribe.done")))
    plan = await _plan(request)
    if choice == "on":
        return await _keep(request, replace(plan, timezone=parse_zone(value)) if value else plan)
    subscription = await request.storage.subscriptions.get(request.address)
    if subscription is None:  # a button of an old message: it must not subscribe anybody again
        return Edit(Reply(request.words("unsubscribe.none"), ((_button(request, "on"),),)))
    if choice == "card":
        return Edit(card(request, subscription))
    if not value and choice in _CHOICES:
        return Edit(_CHOICES[choice](request, plan))
    changed = _changed(plan, choice, value)
    shown = await _keep(request, changed)
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


async def _plan(request: Request) -> Plan:
    """The chat's digest as it is, or as it would be by default."""
    kept = await request.storage.subscriptions.get(request.address)
    if kept:
        return Plan(kept.time, kept.timezone, kept.weekdays, kept.items, kept.say_when_empty)
    digest = request.desk.settings.digest
    return Plan(digest.time, request.timezone, EVERY_DAY, digest.items, say_when_empty=True)


async def _keep(request: Request, plan: Plan) -> Reply:
    due = next_due(request.now, at=plan.time, timezone=plan.timezone, weekdays=plan.weekdays)
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
    plan = await _plan(request)
    if await request.storage.subscriptions.get(request.address):
        await _keep(request, replace(plan, timezone=timezone))
    else:
        await request.storage.chats.set_timezone(request.address, timezone)


def card(request: Request, subscription: Subscription) -> Reply:
    """The digest as it stands, with a button for everything that can be changed."""
    words = request.words
    text = words(
        "subscribe.card",
        days=_named(request, subscription.weekdays),
        time=subscription.time,
        zone=zone_name(subscription.timezone),
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


def zone_name(timezone: str) -> str:
    """The zone as people say it: 'UTC+3' for POSIX's 'Etc/GMT-3'."""
    if timezone.startswith("Etc/GMT"):
        return f"UTC{-int(timezone.removeprefix('Etc/GMT') or 0):+d}"
    return timezone


def _times(request: Request, plan: Plan) -> Reply:
    buttons = [Button(_marked(hour, hour == plan.time), f"sub:time:{hour.replace(':', '')}") for hour in _HOURS]
    return Reply(request.words("subscribe.choose_time"), (*rows(buttons, width=5), _back(request)))


def _zones(request: Request, plan: Plan) -> Reply:
    return Reply(
        request.words("subscribe.choose_zone"), (*zone_buttons(request, plan.timezone, "sub:zone"), _back(request))
    )


def zone_buttons(request: Request, current: str, data: str) -> Rows:
    """A button for each of the zones most people live in, with the time it is there."""
    buttons = []
    for zone in dict.fromkeys((*OFFERED, current)):
        there = request.now.astimezone(ZoneInfo(zone))
        city = zone_name(zone).rpartition("/")[2].replace("_", " ")
        buttons.append(Button(_marked(f"{city} {there:%H:%M}", zone == current), f"{data}:{zone}"))
    return rows(buttons, width=2)


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


def _parts(text: str) -> list[str]:
    """The words of a /subscribe: a time of day, and all the rest, which is a zone ('New York' is one)."""
    given = text.replace(",", " ").split()
    if len(given) > 1 and given[1].casefold() in {"am", "pm"}:
        given[:2] = ["".join(given[:2])]
    times = [word for word in given if looks_like_time(word)]
    zone = " ".join(word for word in given if not looks_like_time(word))
    return [*times, zone] if zone else times


def _unknown_zone(request: Request, error: UnknownZone) -> Reply:
    words = request.words
    near = words("subscribe.near", zones=words.listing(error.near)) if error.near else ""
    buttons = tuple((Button(zone, f"sub:on:{zone}"),) for zone in error.near)
    text = join([words("subscribe.wrong_zone", text=cut(error.text, 40)), near], " ")
    return Reply(text, buttons or zone_buttons(request, request.timezone, "sub:on"))


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
