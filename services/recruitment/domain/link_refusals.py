"""What is said no to about one-time links."""

from libs.refusals import NotSignedIn, OneField


class LinkDoesNotOpen(NotSignedIn):
    """The link is unknown, expired, used or revoked; which of these, nobody is told."""


class TokenIsTaken(OneField):
    """Another link has the token: it was not drawn anew."""

    field = "tokenDigest"
