"""What is said no to about interviews. Each name says how the world is."""

from collections.abc import Iterable

from contracts.problem import FieldError
from contracts.recruitment.interview_codes import InterviewStatus
from libs.refusals import NotFound, OneField, ServiceError


class InterviewNotFound(NotFound):
    """There is no such interview, or the caller has no part in it."""


class InterviewIs(ServiceError):
    """The interview's status does not allow the command; the code names it, such as ``interview_is_cancelled``."""

    def __init__(self, status: InterviewStatus) -> None:
        """Name the status that the interview has."""
        super().__init__(f"The interview is {status}; read it again to see what can be done now.")
        self._status = status

    @property
    def code(self) -> str:
        """The status as a code."""
        return f"interview_is_{self._status}"


class InterviewerIsBusy(ServiceError):
    """An interviewer has another interview then."""


class CandidateIsBusy(ServiceError):
    """The candidate has another interview then."""


def busy(kind: type[InterviewerIsBusy | CandidateIsBusy], people: Iterable[str] = ()) -> ServiceError:
    """Return the refusal at the time, naming who is busy."""
    refusal = kind("Choose another time.")
    found = ", ".join(sorted(people)) or None
    refusal.errors = [FieldError(field="startsAt", code=refusal.code, message=refusal.detail, found=found)]
    return refusal


class InterviewOutOfRange(OneField):
    """An interview is booked from now on, and within half a year."""

    field = "startsAt"


class UnknownInterviewer(OneField):
    """The person is neither an HR consultant who has declared conflicts nor a manager who ordered a position."""

    field = "interviewers"


class InterviewerInConflict(OneField):
    """The person has declared a conflict with the candidate."""

    field = "interviewers"


class NotOneOfTheInterviewers(OneField):
    """Who is said to have been there was not to interview."""

    field = "interviewers"


class PlaceNamesCandidate(OneField):
    """The place holds a name, number or address; it stands in calendars."""

    field = "place"


class InterviewNotBegun(ServiceError):
    """The interview has not begun; what became of it is noted afterwards."""


class ScorecardIsLocked(ServiceError):
    """What the interviewer has locked stands."""
