"""The tests' identity provider: publishes the key of ``tests.builders.tokens`` on a loopback port."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from tests.builders import tokens


@contextmanager
def issuer() -> Iterator[str]:
    """Serve until the end of the block; yields the issuer's address."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps(answer(self.path)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    address = f"http://127.0.0.1:{server.server_port}"

    def answer(path: str) -> dict[str, Any]:
        if path == "/jwks":
            return {"keys": tokens.KEYS.as_dict(private=False)["keys"]}
        return {"issuer": address, "jwks_uri": f"{address}/jwks"}

    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield address
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
