"""Stores with their menus; the key of a store is its name, that of an item the store and the name.

A menu is written at a terminal of the store. The loader has one at each store, whose key it can
make again at any time: a secret that everybody knows, as all debug data.
"""

import hashlib

from platform_client import DeviceIdentity, Ed25519Key, Engineer, StoreTerminal
from platform_client.models.railway import Terminal, TrainRun
from platform_client.models.stores import NewStore, Store

from app.catalogue import Store as StoreEntry
from app.pictures import draw_logo
from app.progress import Count, Work


class StoreLoader:
    """`server` is the name of the platform, which the terminals pin."""

    def __init__(self, admin: Engineer, server: str, work: Work) -> None:
        self._admin = admin
        self._server = server
        self._work = work
        self._terminals: dict[str, Terminal] = {}
        self.stores = Count()
        self.items = Count()

    async def load(self, entries: list[StoreEntry], runs: list[TrainRun]) -> None:
        there = {store.name: store async for store in self._admin.list_stores()}
        known = self._admin.list_terminals()
        self._terminals = {one.key_fingerprint: one async for one in known}

        async def load_one(entry: StoreEntry) -> Store:
            return await self._load_store(entry, there.get(entry.name))

        stores = await self._work.each("Stores", entries, load_one)
        pairs = [
            (store, [run for run in runs if run.train_number in entry.trains])
            for entry, store in zip(entries, stores, strict=True)
        ]
        await self._work.each("Stores on trains", pairs, self._bind)

    async def _bind(self, pair: tuple[Store, list[TrainRun]]) -> None:
        store, runs = pair
        bound = {
            (run.train_number, run.train_date)
            async for run in self._admin.list_store_runs(store.id)
        }
        for run in runs:
            if (run.train_number, run.train_date) not in bound:
                await self._admin.bind_store(store.id, run)

    async def _load_store(self, entry: StoreEntry, there: Store | None) -> Store:
        if there is None:
            store = await self._admin.create_store(
                NewStore(
                    name=entry.name,
                    description=entry.description,
                    store_type=entry.store_type,
                    translations=entry.all_translations(),
                )
            )
            self.stores.made += 1
        else:
            store = there
            self.stores.there += 1
        await self._load_menu(entry, await self._get_terminal(store))
        return store

    async def _load_menu(self, entry: StoreEntry, terminal: StoreTerminal) -> None:
        known = {item.name: item async for item in terminal.list_items()}
        if any(item.name not in known for item in entry.items):
            # An archived one is not missing.
            archived = terminal.list_items(is_archived=True)
            known = {item.name: item async for item in archived} | known
        # The list shows the newest first, so the menu is written from its end.
        for item in reversed(entry.items):
            there = known.get(item.name)
            if there is None:
                there = await terminal.create_item(item)
                self.items.made += 1
            else:
                self.items.there += 1
            if entry.has_logos and there.logo_url is None and not there.is_archived:
                await terminal.set_logo(there.id, draw_logo(item.name, item.category))

    async def _get_terminal(self, store: Store) -> StoreTerminal:
        key = Ed25519Key.from_seed(_seed(store))
        platform = self._admin.session.platform
        if known := self._terminals.get(key.fingerprint):
            identity = DeviceIdentity(id=known.id, server=self._server)
            return StoreTerminal(platform, identity, key)
        return await StoreTerminal.register(
            platform, self._admin.credentials, key, store_id=store.id
        )


def _seed(store: Store) -> bytes:
    return hashlib.sha256(f"provodnik debug data|terminal|{store.id}".encode()).digest()
