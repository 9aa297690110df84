"""By what two applications may be recognised as one person's: the same number or address, however it is written."""

from typing import Final

from services.recruitment.domain.application_rows import ApplicationContent

_TEN_DIGITS: Final = 10


def marks_of(content: ApplicationContent) -> list[str]:
    """Return the marks of who applies."""
    return marks(email=content.email, identity_number=content.identity_number or "", phone=content.phone or "")


def marks(*, email: str, identity_number: str, phone: str) -> list[str]:
    """Return each mark with its kind, in one spelling. To be hashed with a key, never stored."""
    found = [f"email:{email.strip().casefold()}"] if email.strip() else []
    if digits := _digits(identity_number):
        found.append(f"identity:{digits[-_TEN_DIGITS:]}")  # the century may be left out, so it tells nobody apart
    if number := _national(phone):
        found.append(f"phone:{number}")
    return found


def _digits(written: str) -> str:
    return "".join(sign for sign in written if sign.isascii() and sign.isdigit())


def _national(written: str) -> str:
    """Take +46 70…, 0046 70…, 070-… as the same number."""
    digits = _digits(written)
    for prefix in ("0046", "46") if written.lstrip().startswith(("+", "00")) else ():
        if digits.startswith(prefix):
            return digits.removeprefix(prefix).lstrip("0")
    return digits.lstrip("0")
