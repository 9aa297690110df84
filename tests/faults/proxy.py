"""A TCP proxy on loopback that can delay, hold, cut or half close what passes through it."""

import asyncio
import contextlib
from enum import StrEnum


class Network(StrEnum):
    """What the network does."""

    FINE = "fine"
    SLOW = "500 ms latency"
    BLACKHOLE = "blackhole"
    HALF_OPEN = "half-open"
    RESET = "reset"


class Proxy:
    """Passes connections on to ``port``; ``network`` is what happens to everything from now on.

    Blackhole holds back both ways until it is over; half-open lets requests through and loses the answers for good, so
    that its connections can never be used again; reset cuts every connection, and each new one at once.
    """

    def __init__(self, port: int) -> None:
        self._to = port
        self._server: asyncio.Server | None = None
        self._streams: set[asyncio.StreamWriter] = set()
        self._lost: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._network = Network.FINE
        self._fine = asyncio.Event()
        self._fine.set()

    @property
    def port(self) -> int:
        """Where clients connect."""
        assert self._server is not None
        return int(self._server.sockets[0].getsockname()[1])

    async def start(self, port: int = 0) -> None:
        """Listen."""
        self._server = await asyncio.start_server(self._connect, "127.0.0.1", port)

    async def stop(self) -> None:
        """Cut everything and listen no longer."""
        assert self._server is not None
        self._server.close()
        self._fine.set()
        await asyncio.sleep(0.1)  # whoever was let in this moment is turned away
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.sleep(0)  # what is cut is closed

    def become(self, network: Network) -> None:
        """Let the network be so from now on."""
        self._network = network
        if network is Network.BLACKHOLE:
            self._fine.clear()
        else:
            self._fine.set()
        if network is Network.RESET:
            self._cut()

    def _cut(self) -> None:
        for stream in list(self._streams):
            stream.transport.abort()

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            if self._network is not Network.RESET and self._server is not None and self._server.is_serving():
                await self._join(reader, writer)
        finally:
            writer.transport.abort()
            self._tasks.discard(task)

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there_reader, there = await asyncio.open_connection("127.0.0.1", self._to)
        self._streams |= {writer, there}
        back = asyncio.create_task(self._pass(there_reader, writer, answers=True))
        forth = asyncio.create_task(self._pass(reader, there, answers=False))
        try:
            await asyncio.wait([back, forth], return_when=asyncio.FIRST_COMPLETED)
            if writer in self._lost:
                await forth  # the caller is not told that the other side is gone
        finally:
            back.cancel()
            forth.cancel()
            await asyncio.gather(back, forth, return_exceptions=True)
            there.transport.abort()
            self._streams -= {writer, there}
            self._lost.discard(writer)

    async def _pass(self, reader: asyncio.StreamReader, to: asyncio.StreamWriter, *, answers: bool) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(65536):
                await self._fine.wait()
                if self._network is Network.SLOW:
                    await asyncio.sleep(0.5)
                if answers and (self._network is Network.HALF_OPEN or to in self._lost):
                    self._lost.add(to)
                    continue
                to.write(data)
                await to.drain()
