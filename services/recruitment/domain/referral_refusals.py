"""What is said no to about referrals, offers and feedback. Each name says how the world is."""

from contracts.recruitment.referral_codes import ReferralStatus
from libs.refusals import NotFound, OneField, ServiceError


class PositionNotFound(NotFound):
    """There is no such position in a campaign, or it belongs to another district."""


class ReferralNotFound(NotFound):
    """There is no such referral, or it belongs to another district."""


class ReferralIs(ServiceError):
    """The referral's status does not allow the command; the code names it, such as ``referral_is_offered``."""

    def __init__(self, status: ReferralStatus) -> None:
        """Name the status that the referral has."""
        super().__init__(f"The referral is {status}; read it again to see what can be done now.")
        self._status = status

    @property
    def code(self) -> str:
        """The status as a code."""
        return f"referral_is_{self._status}"


class PositionIsNotOpen(ServiceError):
    """The position is filled or no longer wanted."""


class NotAmongApplications(OneField):
    """The application is not one of the campaign's, or is over."""

    field = "candidates"


class RequirementsNotMet(OneField):
    """The candidate is not judged, or does not meet every requirement."""

    field = "candidates"


class AlreadyProposed(OneField):
    """The candidate has been proposed for the position already."""

    field = "candidates"


class AnotherIsChosen(ServiceError):
    """Somebody is chosen for the position already."""


class PersonHasAnOffer(ServiceError):
    """The person has an offer, or has accepted one, of another position."""


class DocumentsNotSeen(ServiceError):
    """What the law asks for before an offer has not been seen."""


class DocumentNotAskedFor(OneField):
    """No rule in force asks for the document, so it may not be asked of anybody."""

    field = "documents"


class ApplicationsNotJudged(ServiceError):
    """Some applications of the campaign have not been judged; nobody is offered a position before they are."""


class AnswerByOutOfRange(OneField):
    """The last day to answer is tomorrow at the earliest, and within thirty days."""

    field = "answerBy"


class AnswerIsTooLate(ServiceError):
    """The last day to answer has been."""


class ReferralsUndecided(ServiceError):
    """Candidates are proposed, chosen or offered a position; decide that first."""


class FeedbackMissing(ServiceError):
    """Some candidates have had no answer; a campaign is not closed before they have."""


class FeedbackIsGiven(ServiceError):
    """The candidate has had an answer; it stands as it was given."""


class FeedbackTooEarly(ServiceError):
    """The candidate is proposed or offered a position; the answer is not known yet."""


class NobodyToAnswer(ServiceError):
    """The candidate has withdrawn or is hired; there is no answer to give."""
