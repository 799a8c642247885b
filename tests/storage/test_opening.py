"""Opening: a new file, an old one, and everything that can be wrong with one."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import inspect

from storage import Address, NewArticle, Storage
from storage.database import Database
from storage.errors import BadUrl, DatabaseBroken, DatabaseLocked, DatabaseNewer, DatabaseReadOnly, StorageError
from storage.migrate import HEAD
from storage.query import parse
from storage.schema import metadata
from tests.storage.conftest import START, own_story


def address(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


async def test_a_new_database_gets_its_folder_and_is_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "down" / "telegist.db"
    async with await Storage.open(address(path)) as storage:
        await storage.feeds.add("https://a.example/feed")
        modes = [stat.S_IMODE(file.stat().st_mode) for file in (path, path.with_name("telegist.db-wal"))]
    assert modes == [0o600, 0o600]


async def test_what_was_kept_is_there_after_a_restart(url: str) -> None:
    async with await Storage.open(url) as storage:
        await storage.feeds.add("https://a.example/feed", title="A")
    async with await Storage.open(url) as storage:
        assert [feed.title for feed in await storage.feeds.list()] == ["A"]


async def test_two_processes_may_open_a_new_database_at_once(url: str) -> None:
    first, second = await asyncio.gather(Storage.open(url), Storage.open(url))
    await first.feeds.add("https://a.example/feed")
    assert len(await second.feeds.list()) == 1
    await first.close()
    await second.close()


async def test_each_transaction_is_durable_and_keeps_references_whole(url: str) -> None:
    await (await Storage.open(url)).close()
    database = Database(url)
    async with database.write() as connection:
        pragmas = ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        found = [(await connection.exec_driver_sql(f"PRAGMA {pragma}")).scalar() for pragma in pragmas]
    await database.close()
    assert found == ["wal", 1, 2, 10_000]


async def test_the_migrations_make_what_the_tables_say(url: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    import storage.migrations

    await (await Storage.open(url)).close()
    database = Database(url)
    async with database.write() as connection:
        names = set(await connection.run_sync(lambda sync: inspect(sync).get_table_names()))
        differences = await connection.run_sync(
            lambda sync: compare_metadata(
                MigrationContext.configure(
                    sync, opts={"include_name": lambda name, kind, _: kind != "table" or name in metadata.tables}
                ),
                metadata,
            )
        )
    await database.close()
    assert differences == []
    assert set(metadata.tables) <= names
    assert ScriptDirectory(next(iter(storage.migrations.__path__))).get_current_head() == HEAD


_FIRST_ROWS = """
INSERT INTO stories (id) VALUES (1);
INSERT INTO sources (id, name) VALUES (1, 'Harbour Post');
INSERT INTO articles (id, story_id, source_id, key, title, untitled, by_reader, language, published_at, stored_at,
    fingerprint, summary, text)
VALUES (1, 1, 1, 'k', 'A bridge opens', 0, 0, 'en', 0, 0, x'', '["It was opened."]', 'It was opened.');
INSERT INTO article_words (rowid, title, text, source) VALUES (1, 'a bridg open', 'it was open', 's1');
INSERT INTO chats (id, chat_id, thread_id, blocked) VALUES (1, 11, 0, 0), (2, 22, 0, 1);
INSERT INTO alerts (id, chat_pk, query) VALUES (1, 1, 'bridges'), (2, 2, 'bridges');
INSERT INTO alert_terms (term, alert_id) VALUES ('bridg', 1), ('bridg', 2);
INSERT INTO subscriptions (chat_pk, time, timezone, weekdays, items, say_when_empty, after_id, next_due_at)
VALUES (1, '08:00', 'UTC', '[0]', 5, 1, 0, 0), (2, '08:00', 'UTC', '[0]', 5, 1, 0, 0);
INSERT INTO outbox (kind, priority, chat_pk, slot, part, state, attempts, doubts, claimed_at, created_at, payload)
VALUES ('digest', 2, 1, 'day', 1, 'sending', 1, 0, 5, 0, '{"n": 1}');
"""


async def test_a_database_of_the_first_version_keeps_everything(
    tmp_path: Path, url: str, article: Callable[..., NewArticle], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("storage.migrate.HEAD", "0001")
        await (await Storage.open(url)).close()
    with closing(sqlite3.connect(tmp_path / "telegist.db")) as connection, connection:
        connection.executescript(_FIRST_ROWS)
    async with await Storage.open(url, clock=lambda: START) as storage:
        kept = await storage.articles.get(1)
        assert kept is not None
        assert (kept.title, kept.topic) == ("A bridge opens", None)
        for query in ("bridge", "bri*", "source:harbour", '"was opened"'):
            assert (await storage.search.find(parse(query), limit=5)).hits == (kept,)
        assert (await storage.search.find(parse('"opens it"'), limit=5)).hits == ()
        added = await storage.articles.add(article(2, topic="sport"), own_story)
        assert added.article.topic == "sport"
        assert (await storage.chats.export(Address(11)))["outbox"][-1]["payload"] == {"article_ids": [2]}
        assert [one.address for one in await storage.subscriptions.due(START)] == [Address(11)]
        await storage.chats.revive(22)
        assert len(await storage.subscriptions.due(START)) == 2
        assert await storage.outbox.recover(resend=True) == 1


def test_opening_a_database_that_is_up_to_date_needs_no_alembic(tmp_path: Path) -> None:
    program = f"""
import asyncio, sys
from storage import Storage
async def main():
    await (await Storage.open({address(tmp_path / "a.db")!r})).close()
asyncio.run(main())
print("alembic" in sys.modules)
"""
    answers = [
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip()
        for _ in range(2)
    ]
    assert answers == ["True", "False"]


async def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path, url: str) -> None:
    await (await Storage.open(url)).close()
    path = tmp_path / "telegist.db"
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(DatabaseNewer, match=r"newer version: .*telegist\.db .*9999.*: upgrade"):
        await Storage.open(url)
    assert path.read_bytes() == before


async def test_a_file_that_is_no_database_is_named_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear reader, " * 500)
    with pytest.raises(DatabaseBroken, match=r"not a database: .*letter\.txt: "):
        await Storage.open(address(path))
    assert path.read_text() == "Dear reader, " * 500


async def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipes (id)")
    connection.close()
    with pytest.raises(DatabaseBroken, match=r"another program: .*other\.db: "):
        await Storage.open(address(path))


async def test_a_folder_in_the_databases_place_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="can't be opened"):
        await Storage.open(address(tmp_path))


async def test_a_file_in_the_folders_place_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="can't be made"):
        await Storage.open(address(tmp_path / "file" / "telegist.db"))


async def test_a_database_opened_read_only_says_so(tmp_path: Path, url: str) -> None:
    await (await Storage.open(url)).close()
    with pytest.raises(DatabaseReadOnly, match="read-only: "):
        await Storage.open(f"sqlite+aiosqlite:///file:{tmp_path / 'telegist.db'}?mode=ro&uri=true")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to any file")
async def test_a_read_only_file_says_so(tmp_path: Path, url: str) -> None:
    await (await Storage.open(url)).close()
    (tmp_path / "telegist.db").chmod(0o400)
    with pytest.raises(DatabaseReadOnly, match="read-only: "):
        await Storage.open(url)


async def test_a_locked_database_says_so_and_works_again_afterwards(tmp_path: Path, url: str) -> None:
    impatient = f"{url}?timeout=0.05"
    async with await Storage.open(impatient) as storage:
        other = sqlite3.connect(tmp_path / "telegist.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseLocked, match="locked: "):
            await storage.feeds.add("https://a.example/feed")
        with pytest.raises(DatabaseLocked):
            await Storage.open(impatient)
        assert await storage.feeds.list() == ()
        other.execute("ROLLBACK")
        other.close()
        await storage.feeds.add("https://a.example/feed")
        assert len(await storage.feeds.list()) == 1


@pytest.mark.parametrize(
    "url",
    ["", "telegist.db", "mysql://me:secret@db.example/x", "postgresql+asyncpg://me:secret@db.example/x",
     "sqlite+aiosqlite://", "sqlite+aiosqlite:///:memory:"],
)  # fmt: skip
async def test_an_address_that_cant_be_used_says_what_to_write_and_tells_no_password(url: str) -> None:
    with pytest.raises(BadUrl, match=r"sqlite\+aiosqlite:///path/to/file.db") as caught:
        await Storage.open(url)
    assert "secret" not in str(caught.value)


async def test_a_backup_is_whole_and_overwrites_nothing(tmp_path: Path, url: str) -> None:
    copy = tmp_path / "copy.db"
    async with await Storage.open(url) as storage:
        await storage.feeds.add("https://a.example/feed")
        await storage.backup(copy)
        with pytest.raises(StorageError, match="overwrite"):
            await storage.backup(copy)
        with pytest.raises(StorageError, match="can't be written"):
            await storage.backup(tmp_path / "nowhere" / "copy.db")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    async with await Storage.open(address(copy)) as restored:
        assert len(await restored.feeds.list()) == 1
