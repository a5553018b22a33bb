"""wrk with our own scripts, against a server that looks at what it is sent."""

import asyncio
import json
import shutil
from pathlib import Path

import pytest

from bench.load.wrk import LoadFailed, Target, run_wrk

pytestmark = pytest.mark.skipif(shutil.which("wrk") is None, reason="wrk is not installed")


class Recorder:
    """Keeps the heads and bodies of requests; answers each with `status`."""

    def __init__(self, status: int = 200) -> None:
        self._status = status
        self.heads: list[str] = []
        self.bodies: list[str] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                _, _, length = head.partition("Content-Length: ")
                body = await reader.readexactly(int(length.split()[0])) if length else b""
                self.heads.append(head)
                self.bodies.append(body.decode())
                writer.write(b"HTTP/1.1 %d Said\r\nContent-Length: 0\r\n\r\n" % self._status)
        except (asyncio.IncompleteReadError, ConnectionResetError):
            writer.close()


async def load(kind: str, folder: Path, recorder: Recorder) -> int:
    """One second of load; how many requests wrk says that it made."""
    (folder / "tokens").write_text("alpha\nbeta\n")
    (folder / "items").write_text("\n".join(f"item-{number}" for number in range(9)))
    target = Target(kind, f"/{kind}/", folder / "tokens", folder / "items")
    listening = await asyncio.start_server(recorder.serve, "127.0.0.1", 0)
    async with listening:
        port = listening.sockets[0].getsockname()[1]
        sample = await run_wrk(f"http://127.0.0.1:{port}", target, "label", 1)
    return sample.requests


async def test_checks_take_a_ticket_each_and_robots_in_turn(tmp_path: Path) -> None:
    recorder = Recorder()
    made = await load("check", tmp_path, recorder)
    bodies = [json.loads(body) for body in recorder.bodies]
    assert len(bodies) >= made > 0
    assert len({body["code"] for body in bodies}) == len(bodies)
    assert len({body["request_id"] for body in bodies}) == len(bodies)
    assert {body["mode"] for body in bodies} == {"BOARD"}
    assert any("Bearer alpha" in head for head in recorder.heads)
    assert any("Bearer beta" in head for head in recorder.heads)


async def test_purchases_take_three_items_under_a_key_of_their_own(tmp_path: Path) -> None:
    recorder = Recorder(201)
    await load("purchase", tmp_path, recorder)
    baskets = [{one["item_id"] for one in json.loads(body)["items"]} for body in recorder.bodies]
    assert {len(basket) for basket in baskets} == {3}
    keys = [head.partition("Idempotency-Key: ")[2].split()[0] for head in recorder.heads]
    assert len(set(keys)) == len(keys)


async def test_items_are_asked_for_in_turn(tmp_path: Path) -> None:
    recorder = Recorder()
    await load("item", tmp_path, recorder)
    paths = {head.split()[1] for head in recorder.heads}
    assert paths == {f"/item/item-{number}" for number in range(9)}


async def test_a_refused_request_spoils_the_run(tmp_path: Path) -> None:
    with pytest.raises(LoadFailed, match="not answered well"):
        await load("item", tmp_path, Recorder(404))
