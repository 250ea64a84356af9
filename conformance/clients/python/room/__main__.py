"""LiveKit's Python SDK in a room, rightly and wrongly. One line per feature: feature, tab, "ok" or why not."""

import asyncio
import sys

import data
import media
import people
import support


async def main():
    for part in (media, data, people):
        await part.run()


asyncio.run(main())
sys.exit(1 if support.rows["failed"] else 0)
