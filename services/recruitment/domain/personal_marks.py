"""By what two applications may be recognised as one person's: the same number or address, however it is written."""

from services.recruitment.domain.application_rows import ApplicationContent

_TEN_DIGITS = 10


def marks_of(content: ApplicationContent) -> list[str]:
    """Return the marks of who applies, each with its kind, in one spelling. To be hashed with a key, never stored."""
    found = [f"email:{content.email.casefold()}"]
    if content.identity_number:
        found.append(f"identity:{_last_ten(content.identity_number)}")
    if content.phone and (number := _national(content.phone)):
        found.append(f"phone:{number}")
    return found


def _digits(written: str) -> str:
    return "".join(sign for sign in written if sign.isascii() and sign.isdigit())


def _last_ten(written: str) -> str:
    """The century may be left out, so it tells nobody apart."""
    return _digits(written)[-_TEN_DIGITS:]


def _national(written: str) -> str:
    """Take +46 70…, 0046 70…, 070-… as the same number."""
    digits = _digits(written)
    for prefix in ("0046", "46") if written.lstrip().startswith(("+", "00")) else ():
        if digits.startswith(prefix):
            return digits.removeprefix(prefix).lstrip("0")
    return digits.lstrip("0")
