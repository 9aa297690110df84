"""What the queue policy says no to."""

from contracts.problem import FieldError
from contracts.specialist_team.policy import PolicyStatus
from libs.refusals import Invalid, NotFound, OneField, ServiceError


class PolicyNotFound(NotFound):
    """There is no such version of the policy."""


class PolicyIs(ServiceError):
    """Only a proposal can be signed or withdrawn; the code names the status, such as ``policy_is_signed``."""

    def __init__(self, status: PolicyStatus) -> None:
        """Name the status that the version has."""
        super().__init__(f"This version of the policy is {status}; read it again to see what can be done now.")
        self._status = status

    @property
    def code(self) -> str:
        """The status as a code."""
        return f"policy_is_{self._status}"


class PolicyNeedsAnotherMember(ServiceError):
    """Four eyes: the member who signs is not the one who proposed."""


class PolicyValidFromInThePast(OneField):
    """A policy is valid from today at the earliest."""

    field = "validFrom"


class UnknownUnits(Invalid):
    """Some rows name no unit of the organisation; nothing was stored."""

    @classmethod
    def in_rows(cls, rows: list[int]) -> "UnknownUnits":
        """Return the refusal naming each row."""
        errors = [
            FieldError(field=f"situations.{row}.unit", code="unknown_unit", message="No unit has this id.")
            for row in rows
        ]
        return cls("Some rows name no unit; correct them and send all rows again.", errors=errors)
