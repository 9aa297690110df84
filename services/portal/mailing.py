"""Sends notices: one mail to one person per unit of work, over SMTP. A mail that was not taken is sent again."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

import aiosmtplib
from sqlalchemy import Row

from libs.database import Transaction
from services.portal import notice_store, notices
from services.portal.event_looks import event_look
from services.portal.language import SOURCE, chosen, speak, text
from services.portal.settings import PortalSettings


class Mailing:
    """Writes and sends mails by the portal's settings."""

    def __init__(self, settings: PortalSettings) -> None:
        """Remember where to send and from whom."""
        self._settings = settings

    async def send_next(self, tx: Transaction, now: datetime) -> bool:
        """Send the notices of one person that are due, as one mail; True says that there may be more.

        Marked in the same unit of work: when the server does not take the mail, nothing is marked and it comes again.
        """
        rows = await notice_store.take_due(tx, now)
        if not rows:
            return False
        await self._send(self.compose(rows, now))
        await notice_store.mark_sent(tx, rows, now)
        return True

    def compose(self, rows: Sequence[Row[Any]], now: datetime) -> EmailMessage:
        """Return the mail: a sentence and a link for each notice, in the reader's language, and how to get fewer."""
        speak(chosen(rows[0].language or SOURCE, ""))
        told = [event_look(row.type).news for row in rows]
        sentences = [text(words) % {"ref": row.reference} for words, row in zip(told, rows, strict=True)]
        portal = self._settings.portal_url
        message = EmailMessage()
        message["From"] = self._settings.mail_from
        message["To"] = rows[0].email
        message["Date"] = format_datetime(now)
        message["Subject"] = sentences[0] if len(rows) == 1 else text("%(n)s händelser i Avlasta") % {"n": len(rows)}
        message["Message-ID"] = f"<{_digest(rows)}@{self._settings.mail_from.rpartition('@')[2]}>"
        message["List-Unsubscribe"] = f"<{portal}/aviseringar>"
        message["Auto-Submitted"] = "auto-generated"
        addresses = [portal + notices.address(row.type, row.request) for row in rows]
        lines = [f"{words}\n{address}" for words, address in zip(sentences, addresses, strict=True)]
        footer = text("Du väljer själv vad du får mejl om: %(where)s") % {"where": f"{portal}/aviseringar"}
        message.set_content("\n\n".join([*lines, footer]) + "\n")
        return message

    async def _send(self, message: EmailMessage) -> None:
        settings = self._settings
        await aiosmtplib.send(
            message,
            hostname=settings.smtp_host,
            port=settings.smtp_port,
            username=settings.smtp_user or None,
            password=settings.smtp_password.get_secret_value() or None,
            start_tls=settings.smtp_tls,
            timeout=8,
        )


def _digest(rows: Sequence[Row[Any]]) -> str:
    """Return the same for the same notices, so that a mail that came twice is seen to be the same mail."""
    return hashlib.sha256(",".join(f"{row.person} {row.event_id}" for row in rows).encode()).hexdigest()[:32]
