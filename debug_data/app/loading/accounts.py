"""Passengers who can sign in; their key is the subject that the identity provider calls them."""

from uuid import UUID

from platform_client import Engineer

from app.accounts import subject_of
from app.catalogue import Account
from app.progress import Count, Work

UserIds = dict[str, UUID]


async def load_accounts(
    admin: Engineer, accounts: list[Account], work: Work
) -> tuple[Count, UserIds]:
    """Users by their logins."""
    count, ids = Count(), UserIds()

    async def load(account: Account) -> None:
        ids[account.login] = await _load(admin, account, count)

    await work.each("Accounts", accounts, load)
    return count, ids


async def _load(admin: Engineer, account: Account, count: Count) -> UUID:
    # The oldest of that name: whoever came later only has the same name.
    namesakes = [
        user async for user in admin.list_users(name=account.name) if user.name == account.name
    ]
    user = namesakes[-1] if namesakes else await admin.create_user(account.name)
    await admin.link_identity(user.id, subject_of(account))
    if namesakes:
        count.there += 1
    else:
        count.made += 1
    return user.id
