"""/privacy, /export, /forget: what is kept about a chat, all of it in its hands."""

from __future__ import annotations

import json

from bot.answers import Answer, Button, Document, Edit, Reply
from bot.requests import Request


async def privacy(request: Request) -> Answer:
    """What is kept, in plain words."""
    days = request.desk.settings.retention.articles_days
    return Reply(request.words("privacy", days=request.words.count("privacy.days", days)))


async def export(request: Request) -> Answer:
    """Everything kept about this chat, as a JSON document."""
    kept = await request.storage.chats.export(request.address)
    content = json.dumps(kept, ensure_ascii=False, indent=2, default=str).encode()
    return Document(f"telegist-{request.now:%Y-%m-%d}.json", content, request.words("export.caption"))


async def forget(request: Request) -> Answer:
    """Asks once."""
    yes = Button(str(request.words("button.forget")), "forget:yes")
    no = Button(str(request.words("button.keep")), "forget:no")
    return Reply(request.words("forget.ask"), ((yes, no),))


async def confirmed(request: Request) -> Answer:
    """The button's data: forget:yes, forget:no."""
    if request.text != "forget:yes":
        return Edit(Reply(request.words("forget.kept")))
    await request.storage.chats.forget(request.address)
    return Edit(Reply(request.words("forget.done")))
