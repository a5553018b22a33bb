"""Engineers; their key is the login."""

from platform_client import Engineer
from platform_client.models import railway

from app.catalogue import Engineer as EngineerEntry
from app.progress import Count, Work


async def load_engineers(admin: Engineer, engineers: list[EngineerEntry], work: Work) -> Count:
    there = {engineer.login: engineer async for engineer in admin.list_engineers()}
    count = Count()

    async def load(entry: EngineerEntry) -> None:
        await _load(admin, entry, there.get(entry.login), count)

    await work.each("Engineers", engineers, load)
    return count


async def _load(
    admin: Engineer, entry: EngineerEntry, there: railway.Engineer | None, count: Count
) -> None:
    if there is not None and there.privileges:
        count.there += 1
        return
    # One without privileges is left from a load that was interrupted.
    engineer_id = there.id if there else await admin.create_engineer(entry.login, entry.password)
    await admin.set_privileges(engineer_id, entry.privileges)
    count.made += 1
