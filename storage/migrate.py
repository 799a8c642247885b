"""Brings a database to the present schema, or says why not.

Alembic takes a while to import, so it is only asked when there is something to do.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from storage.database import Database
from storage.errors import DatabaseBroken, DatabaseNewer

HEAD = "0011"
"""The newest revision in `migrations/versions`. Revisions are numbered, so that an older program knows a newer one."""


async def migrate(database: Database) -> None:
    """Everything in one writing transaction: a second process waits, then finds the work done.

    Raises DatabaseNewer, DatabaseBroken, DatabaseReadOnly, DatabaseLocked.
    """
    async with database.write() as connection:
        await connection.run_sync(_to_head, database.path)


def _to_head(connection: Connection, where: str) -> None:
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" in tables:
        version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        if version == HEAD:
            # Changes nothing, but a database that can't be written to says so here and not at the first real change.
            connection.execute(text("UPDATE alembic_version SET version_num = version_num WHERE 0 = 1"))
            return
        if version is not None and version > HEAD:
            raise DatabaseNewer(
                f"The database was made by a newer version: {where} (revision {version}, this program knows {HEAD}): "
                "upgrade the program, or set [storage] url to another file."
            )
    elif tables:
        raise DatabaseBroken(
            f"The database belongs to another program: {where}: set [storage] url to a file of its own."
        )
    _upgrade(connection)


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)
