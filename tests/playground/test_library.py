"""The bot's library, unchanged, understands every answer."""

from __future__ import annotations

import pytest

from playground import Playground

telegram = pytest.importorskip("telegram", reason="python-telegram-bot is not installed")


@pytest.fixture
async def bot(playground: Playground):
    address = playground.url
    async with telegram.Bot(playground.token, base_url=f"{address}/bot", base_file_url=f"{address}/file/bot") as bot:
        yield bot


async def test_a_conversation(playground, bot):
    anna = playground.reader("Anna", username="anna")
    await anna.send("/start deep-link")
    (update,) = await bot.get_updates()
    assert update.effective_user.language_code == "en"
    assert update.message.parse_entities(["bot_command"]).popitem()[1] == "/start"
    keyboard = telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("More", callback_data="m")]])
    sent = await bot.send_message(
        anna.id,
        "<b>News</b> <blockquote expandable>long</blockquote>",
        parse_mode="HTML",
        reply_markup=keyboard,
        link_preview_options=telegram.LinkPreviewOptions(is_disabled=True),
        reply_parameters=telegram.ReplyParameters(update.message.message_id),
    )
    assert [entity.type for entity in sent.entities] == ["bold", "expandable_blockquote"]
    pressed = await anna.press("More")
    (query,) = await bot.get_updates(update.update_id + 1)
    await query.callback_query.answer("Wait…")
    assert (await pressed.answer())["text"] == "Wait…"
    edited = await query.callback_query.edit_message_text("Done")
    assert (edited.text, edited.reply_markup) == ("Done", None)
    assert await bot.send_chat_action(anna.id, "typing")
    document = await bot.send_document(anna.id, b"{}", filename="экспорт.json", caption="Yours")
    assert document.document.file_name == "экспорт.json"
    assert bytes(await (await bot.get_file(document.document.file_id)).download_as_bytearray()) == b"{}"
    assert await bot.delete_message(anna.id, sent.message_id)


async def test_errors_are_the_library_s_own(playground, bot, monkeypatch):
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    anna = playground.reader("Anna")
    await anna.send("/start")
    with pytest.raises(telegram.error.BadRequest, match="parse entities"):
        await bot.send_message(anna.id, "<p>", parse_mode="HTML")
    anna.block()
    with pytest.raises(telegram.error.Forbidden):
        await bot.send_message(anna.id, "x")
    anna.unblock()
    playground.fail("sendMessage", "too_many", seconds=3)
    with pytest.raises(telegram.error.RetryAfter):
        await bot.send_message(anna.id, "x")
    playground.fail("sendMessage", "cut_after")
    with pytest.raises(telegram.error.NetworkError):
        await bot.send_message(anna.id, "x")
    group = playground.group("Family", [anna])
    new = group.migrate()
    with pytest.raises(telegram.error.ChatMigrated) as moved:
        await bot.send_message(group.id, "x")
    assert moved.value.new_chat_id == new.id


async def test_groups_menus_and_profile(playground, bot):
    anna = playground.reader("Anna")
    forum = playground.group("Town", admins=[anna], forum=True, bot="administrator")
    topic = forum.topic("News")
    await anna.send("/latest", to=forum, thread=topic, anonymous=True)
    updates = await bot.get_updates()
    assert updates[0].my_chat_member.new_chat_member.status == "administrator"
    assert updates[-1].message.sender_chat.id == forum.id
    assert updates[-1].message.is_topic_message
    assert (await bot.get_chat(forum.id)).is_forum
    assert isinstance(await bot.get_chat_member(forum.id, anna.id), telegram.ChatMemberOwner)
    assert {admin.status for admin in await bot.get_chat_administrators(forum.id)} == {"creator", "administrator"}
    commands = [telegram.BotCommand("latest", "The newest")]
    await bot.set_my_commands(commands, scope=telegram.BotCommandScopeAllPrivateChats(), language_code="en")
    assert list(await bot.get_my_commands(telegram.BotCommandScopeAllPrivateChats(), "en")) == commands
    await bot.set_my_description("News", language_code="en")
    assert (await bot.get_my_description("en")).description == "News"
    assert (await bot.get_webhook_info()).url == ""
    assert await bot.delete_webhook()


async def test_a_whole_application_polls_answers_and_stops(playground):
    from telegram.ext import Application, CallbackQueryHandler, CommandHandler

    async def start(update, context):
        button = telegram.InlineKeyboardButton("Again", callback_data="again")
        await update.message.reply_html("<b>Hi</b>", reply_markup=telegram.InlineKeyboardMarkup([[button]]))

    async def again(update, context):
        await update.callback_query.answer("yes")
        await update.callback_query.edit_message_text("Hi again")

    anna = playground.reader("Anna")
    address = playground.url
    builder = Application.builder().token(playground.token)
    application = builder.base_url(f"{address}/bot").base_file_url(f"{address}/file/bot").build()
    application.add_handler(CommandHandler("start", start))
    application.add_handler(CallbackQueryHandler(again))
    async with application:
        await application.updater.start_polling()
        await application.start()
        await anna.send("/start")
        assert (await anna.next_message()).html == "<b>Hi</b>"
        pressed = await anna.press("Again")
        assert (await pressed.answer())["text"] == "yes"
        assert (await anna.next_edit()).text == "Hi again"
        await application.updater.stop()
        await application.stop()
    assert all(call.code in {200, 0} for call in playground.calls)
