"""What is said no to about disclosures. Each name says how the world is."""

from libs.refusals import NotAllowed, NotFound, OneField, ServiceError


class DisclosureNotFound(NotFound):
    """There is no such disclosure."""


class DisclosureIsAnothers(NotAllowed):
    """Somebody else began it, and has said for what the candidates' identities are needed."""


class DisclosureIsGiven(ServiceError):
    """It is given out already; what was given stands."""


class DocumentsHaveChanged(ServiceError):
    """The documents say something else than what was read."""


class NothingToDisclose(ServiceError):
    """There is no such document."""


class UnknownApplicationNumber(OneField):
    """The campaign has no application with that number."""

    field = "numbers"


class UnknownPassage(OneField):
    """What is to be masked is no passage of the documents."""

    field = "masks"
