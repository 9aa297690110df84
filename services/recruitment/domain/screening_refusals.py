"""What is said no to when applications are judged. Each name says how the world is."""

from collections.abc import Iterable
from typing import Self

from contracts.problem import FieldError
from libs.refusals import Invalid, NotAllowed, ServiceError


class ConflictsNotDeclared(ServiceError):
    """The assessor has not said whom not to judge in this campaign."""


class NothingToJudge(ServiceError):
    """No application in the campaign waits for this assessor."""


class ApplicationIsNotGiven(NotAllowed):
    """The application is not given to this assessor."""


class JudgementIsLocked(ServiceError):
    """What is locked stands: it was given before the other's was seen."""


class JudgementIsWrong(Invalid):
    """Something is not judged, or judged as the profile does not ask; ``errors`` name criteria."""

    @classmethod
    def because(cls, wrong: Iterable[tuple[str, str]]) -> Self:
        """Return the refusal of ``wrong``, criterion and code."""
        errors = [FieldError(field=f"verdicts.{name}", code=code, message=_SAID[code]) for name, code in wrong]
        return cls("Judge every criterion that is asked, on a ground that fits.", errors=errors)


class ProfileIsRevised(ServiceError):
    """The profile was revised after the assessor opened the application."""


class IdentityIsKnown(NotAllowed):
    """Who knows whose the application is does not judge it."""


class NothingToReconcile(ServiceError):
    """The two do not differ on this criterion, or this person is none of the two."""


class ScreeningIsNotFinished(ServiceError):
    """Who a candidate is is told when the judging is finished, and not before."""


class IdentityIsProtected(ServiceError):
    """The identity is protected: say what makes it necessary to know."""


class IdentityIsNotShown(NotAllowed):
    """This person has not said for what the identity is needed."""


_SAID = {
    "not_judged": "judge this criterion",
    "not_asked": "the profile does not ask you for this criterion",
    "wrong_scale": "a must is met, not met or unclear; a merit has a level 0-4",
    "ground_does_not_fit": "choose a ground that fits the judgement",
}
