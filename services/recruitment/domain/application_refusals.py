"""What is said no to about applications and files with them; what is wrong with a single row is told at the row."""

from contracts.recruitment.application_codes import ApplicationFileStatus
from libs.refusals import Invalid, NotFound, OneField, ServiceError


class ApplicationNotFound(NotFound):
    """There is no such application."""


class ApplicationIsWithdrawn(ServiceError):
    """The candidate has taken back the application already."""


class ApplicationIsOver(ServiceError):
    """The candidate is hired, by this application or by another."""


class ApplicationIsWrong(Invalid):
    """Something that the application says breaks a rule; ``errors`` name members, never values."""


class ApplicationDiffers(ServiceError):
    """An application with the same number is there and says something else."""


class ApplicationFileNotFound(NotFound):
    """There is no such file."""


class ApplicationFileIs(ServiceError):
    """Only what is checked and not yet run can be run; the code names the status: ``application_file_is_done``."""

    def __init__(self, status: ApplicationFileStatus) -> None:
        """Name the status that the file has."""
        super().__init__(f"The file is {status} already; read it again.")
        self._status = status

    @property
    def code(self) -> str:
        """The status as a code."""
        return f"application_file_is_{self._status}"


class NotTheCheckedApplications(ServiceError):
    """The fingerprint is not that of the file that was checked."""


class NoApplicationToTakeIn(ServiceError):
    """No row of the file is new and right, and none withdraws anything."""


class ApplicationColumnsMissing(Invalid):
    """The file lacks columns that every application needs."""


class ApplicationColumnsUnknown(Invalid):
    """The file has columns that nobody knows; a misspelt name must not lose what stands in it."""


class NotAListOfApplications(Invalid):
    """The JSON is not a list of objects with text, numbers or yes and no."""


class TheSameApplication(OneField):
    """An application cannot be compared with itself."""

    field = "other"


class NothingInCommon(ServiceError):
    """The applications share neither number nor address, and point to two candidates."""


class SamePersonAlready(ServiceError):
    """Both applications are the same candidate's already."""


class BothAreInterviewed(ServiceError):
    """Both have an interview at the same time; move one before they are found to be one person's."""


class BothHoldOffers(ServiceError):
    """The two have an offer each, or have accepted one; a person has one at a time."""


class ApplicationIsHeld(ServiceError):
    """The application is kept from erasure already."""


class ApplicationIsNotHeld(ServiceError):
    """Nobody keeps the application from erasure."""


class ApplicationIsNotHired(ServiceError):
    """The application has not led to a hire; there is nothing to hand on."""


class ErasureIsAskedFor(ServiceError):
    """The candidate has asked to be erased already."""


class NobodyAsksForErasure(ServiceError):
    """No candidate waits for an answer about erasure here."""


class NothingIsAsked(ServiceError):
    """The candidate has answered already, or the campaign is decided."""


class PersonNotFound(NotFound):
    """Nobody has applied who is found by that."""


class SeveralPeople(ServiceError):
    """Several candidates are found by that, and nobody has said that they are one person."""
