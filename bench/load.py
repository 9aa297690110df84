"""Sends HTTP over a few kept connections with as little work as possible, so that the server is what is measured."""

import asyncio
import itertools
import time
from collections.abc import Mapping
from uuid import uuid4

from bench.ground import Wrong


class Connection:
    """One kept connection to a loopback port; one request at a time."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def post(self, path: str, headers: Mapping[str, str], body: bytes) -> int:
        """Send and wait for the whole answer; returns its status."""
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        sent = {"Host": "127.0.0.1", "Content-Type": "application/json", "Content-Length": str(len(body)), **headers}
        lines = "".join(f"{name}: {value}\r\n" for name, value in sent.items())
        writer.write(f"POST {path} HTTP/1.1\r\n{lines}\r\n".encode() + body)
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(head.partition("content-length: ")[2].partition("\r\n")[0])
        await reader.readexactly(length)
        return int(head.split(" ", 2)[1])

    def close(self) -> None:
        """Close it."""
        if self._streams is not None:
            self._streams[1].close()


async def requests_per_second(
    port: int, path: str, headers: Mapping[str, str], body: bytes, *, count: int, connections: int
) -> float:
    """Post ``count`` times, each with an idempotency key of its own; raises when one is not answered 201."""
    numbers = iter(range(count))
    keys = (f"{uuid4()}" for _ in itertools.count())

    async def one() -> None:
        connection = Connection(port)
        for _ in numbers:
            status = await connection.post(path, {**headers, "Idempotency-Key": next(keys)}, body)
            if status != 201:  # noqa: PLR2004 - created
                message = f"answered {status}"
                raise Wrong(message)
        connection.close()

    started = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(connections)))
    return count / (time.perf_counter() - started)
