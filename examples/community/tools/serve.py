"""Serves every service on the database at DATABASE_URL or, without one, on a PostgreSQL of its own.

That one lives in .scaffold/cache/postgresql and keeps its data from run to run. It is migrated at the start, and gets a
campaign to begin with. To start over, delete the folder.
"""

import asyncio
import os
import sys
from pathlib import Path

from generator.database import embedded, runner

from community.core.campaigns import CampaignRepository
from community.core.database import Database
from community.server import main

ROOT = Path(__file__).parents[1]
DATA = ROOT / ".scaffold" / "cache" / "postgresql"


async def first_campaign(url: str) -> None:
    """Make a campaign where there is none, because calls work in one."""
    database = await Database.connect(url)
    async with database.unit_of_work() as work:
        campaigns = CampaignRepository(work)
        if not (await campaigns.list(page_size=1)).items:
            await campaigns.create("first", "First campaign")
    await database.close()


if __name__ == "__main__":
    if os.environ.get("DATABASE_URL"):
        sys.exit(main())
    with embedded.server(DATA) as server:
        runner.migrate(server.url, ROOT)
        asyncio.run(first_campaign(server.url))
        sys.stderr.write(f"DATABASE_URL={server.url!r}\n")
        os.environ["DATABASE_URL"] = server.url
        os.environ.setdefault("REFLECTION", "true")
        code = main()
    sys.exit(code)
