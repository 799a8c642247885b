"""How word of what is followed comes: at once, hourly or in the digest, and not in quiet hours. All by buttons."""

from __future__ import annotations

from dataclasses import replace

from bot.answers import Answer, Button, Edit, Reply, rows
from bot.html import join
from bot.requests import Request
from bot.schedule.times import parse_time
from bot.schedule.zones import zone_name
from storage.records import Manner, Pace


async def manner_button(request: Request) -> Button:
    """Says how it comes, and leads to where that is changed."""
    manner = await request.storage.gatherings.manner(request.address)
    return Button(f"⏱ {request.words(f'manner.{manner.pace}')}", "how")


async def button(request: Request) -> Answer:
    """The button's data: how; how:hourly, how:at-once, how:digest; how:quiet asks from when, how:quiet:2200 until when,
    how:quiet:2200:0700 and how:loud are choices."""
    _, *given = request.text.split(":")
    gatherings = request.storage.gatherings
    manner = await gatherings.manner(request.address)
    match given:
        case []:
            return Edit(await _card(request, manner))
        case ["quiet"]:
            return Edit(_hours(request, "manner.quiet_from", "how:quiet", first=18))
        case ["quiet", begin]:
            return Edit(_hours(request, "manner.quiet_to", f"how:quiet:{begin}", first=4))
        case ["quiet", begin, end]:
            begin, end = parse_time(begin), parse_time(end)
            # Hours that end as they begin are none.
            quiet = (begin, end) if begin != end else (None, None)
            manner = replace(manner, quiet_from=quiet[0], quiet_to=quiet[1])
        case ["loud"]:
            manner = replace(manner, quiet_from=None, quiet_to=None)
        case [pace]:
            manner = replace(manner, pace=Pace(pace))
        case _:
            raise ValueError(f"how: {given!r}: nothing of that kind")
    await gatherings.set_manner(request.address, manner)
    return Edit(await _card(request, manner))


async def _card(request: Request, manner: Manner) -> Reply:
    words = request.words
    lines = [words("manner.head")]
    if manner.pace is Pace.DIGEST and await request.storage.subscriptions.get(request.address) is None:
        lines.append(words("manner.no_digest"))
    if manner.quiet_from and manner.quiet_to:
        zone = zone_name(request.timezone, words.language)
        lines.append(words("manner.quiet", begin=manner.quiet_from, end=manner.quiet_to, zone=zone))
    paces = [Button(("✓ " if pace is manner.pace else "") + words(f"manner.{pace}"), f"how:{pace}") for pace in Pace]
    quiet = [Button(str(words("button.quiet")), "how:quiet")] if manner.pace is not Pace.DIGEST else []
    quiet += [Button(str(words("button.loud")), "how:loud")] if manner.quiet_from else []
    back = Button(str(words("button.done")), "follows:0")
    return Reply(join(lines), (*((one,) for one in paces), *((tuple(quiet),) if quiet else ()), (back,)))


def _hours(request: Request, question: str, data: str, *, first: int) -> Reply:
    hours = [Button(f"{hour % 24:02}:00", f"{data}:{hour % 24:02}00") for hour in range(first, first + 24)]
    back = Button(str(request.words("button.back")), "how")
    return Reply(request.words(question), (*rows(hours, width=4), (back,)))
