"""The local mail sink: takes every mail over SMTP and shows them on a page; nothing leaves the machine.

`python -m deploy.local.mail` listens on AVLASTA_SMTP_PORT for mail and on AVLASTA_PORT for a browser.
"""

import asyncio
import html
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import uvicorn
from aiosmtpd.smtp import SMTP, Envelope, Session
from fastapi import FastAPI
from fastapi.responses import HTMLResponse, JSONResponse, Response
from pydantic_settings import BaseSettings, SettingsConfigDict

KEPT = 200


class MailSettings(BaseSettings):
    """Where the sink listens."""

    model_config = SettingsConfigDict(env_prefix="AVLASTA_")

    environment: str = "production"
    host: str = "127.0.0.1"
    port: int = 8025
    smtp_port: int = 1025


class Sink:
    """Keeps the latest mails, newest first."""

    def __init__(self) -> None:
        self.mails: deque[EmailMessage] = deque(maxlen=KEPT)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - its name
        """Take a mail."""
        content = envelope.content
        raw = content if isinstance(content, bytes) else (content or "").encode()
        mail = message_from_bytes(raw, _class=EmailMessage, policy=policy.default)
        self.mails.appendleft(mail)
        return "250 taken"


def told(mail: EmailMessage) -> dict[str, Any]:
    """Return what a mail says."""
    names = ("From", "To", "Subject", "Date", "Message-ID", "List-Unsubscribe")
    return {name.lower(): str(mail[name] or "") for name in names} | {"text": mail.get_content()}


def application(settings: MailSettings) -> FastAPI:
    """Return the sink's pages; it takes mail as long as they are served. Refuses to start where people work."""
    if settings.environment not in {"local", "test"}:
        message = "the mail sink is for local environments"
        raise SystemExit(message)
    sink = Sink()

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: SMTP(sink, enable_SMTPUTF8=True), settings.host, settings.smtp_port)
        yield
        server.close()

    app = FastAPI(lifespan=lifespan, openapi_url=None)

    @app.get("/health/ready")
    async def ready() -> dict[str, str]:
        return {"status": "ready"}

    @app.get("/mails")
    async def mails() -> Response:
        return JSONResponse([told(mail) for mail in sink.mails])

    @app.get("/")
    async def page() -> HTMLResponse:
        rows = "".join(_article(told(mail)) for mail in sink.mails) or "<p>Inga mejl än.</p>"
        head = "<meta charset='utf-8'><meta name='viewport' content='width=device-width'><title>Mejl – Avlasta</title>"
        return HTMLResponse(f"<!doctype html><html lang='sv'>{head}<h1>Mejl som Avlasta har skickat</h1>{rows}</html>")

    return app


def _article(mail: dict[str, Any]) -> str:
    safe = {name: html.escape(value) for name, value in mail.items()}
    heading = f"<h2>{safe['subject']}</h2><p>{safe['date']} · till {safe['to']}</p>"
    return f"<article>{heading}<pre>{safe['text']}</pre></article>"


if __name__ == "__main__":
    chosen = MailSettings()
    uvicorn.run(application(chosen), host=chosen.host, port=chosen.port, log_level="warning")
