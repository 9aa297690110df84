"""What is said no to about one-time links."""

from libs.refusals import NotSignedIn


class LinkDoesNotOpen(NotSignedIn):
    """The link is unknown, expired, used or revoked; which of these, nobody is told."""
