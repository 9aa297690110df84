"""HTTP bodies of screening. Nothing here tells whose an application is, but what is asked for by name: an identity."""

from decimal import Decimal
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, Field, model_validator
from pydantic_core import PydanticCustomError

from contracts.free_text import OptionalText, Reason
from contracts.organisation import Slug
from contracts.recruitment.application_codes import Degree
from contracts.recruitment.profiles import STEPS, Criterion
from contracts.recruitment.screening_codes import (
    Ground,
    MustFinding,
    RecusalReason,
    ScreeningStatus,
    UnblindingGround,
)
from contracts.wire import Body, Wire, example_of

Level = Annotated[int, Field(ge=0, lt=STEPS, description="Step of a merit's scale")]
ProfileNumber = Annotated[int, Field(ge=1, description="The version of the profile that is judged by")]
_JUDGED = {"criterion": "utredning", "level": 3, "ground": "shown", "note": ""}
_MOST_CRITERIA = 20
_MOST_RELATIONS = 50


class Relation(Body):
    """Somebody whom the caller must not judge, by what an application may tell of that person."""

    email: Annotated[str, Field(max_length=200)] = ""
    phone: Annotated[str, Field(max_length=40)] = ""
    identity_number: Annotated[str, Field(max_length=20)] = ""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not any(value.strip() for value in (self.email, self.phone, self.identity_number)):
            raise PydanticCustomError("nobody_named", "give an address or a number, or leave the line out")
        return self


class DeclareConflicts(Body):
    """Say whom not to judge, before anything is judged; an empty list says that there is nobody. May be said again."""

    model_config = example_of({"relations": [{"email": "slakting@example.org"}]})

    relations: Annotated[list[Relation], Field(max_length=_MOST_RELATIONS)]


class ConflictDeclaration(Wire):
    """That the caller has declared. Whether anyone has applied whom it names is told to nobody."""

    campaign: UUID
    declared_at: AwareDatetime


class TakeApplication(Body):
    """Ask for the next application to judge."""

    model_config = example_of({})


class GivenApplication(Wire):
    """The application that was given to the caller."""

    application: UUID
    number: str
    seat: int


class Judgement(Body):
    """A criterion judged: ``level`` of a merit, or ``finding`` of a must."""

    criterion: Slug
    level: Level | None = None
    finding: MustFinding | None = None
    ground: Ground
    note: OptionalText = ""

    @model_validator(mode="after")
    def _one_of_the_two(self) -> Self:
        if (self.level is None) == (self.finding is None):
            raise PydanticCustomError("level_or_finding", "a merit has a level, a must has a finding")
        return self


class DraftJudgement(Body):
    """A criterion judged so far; what is not chosen yet is left out."""

    criterion: Slug
    level: Level | None = None
    finding: MustFinding | None = None
    ground: Ground | None = None
    note: OptionalText = ""


class SaveDraft(Body):
    """Keep what is judged so far; it replaces the former draft, and nobody else sees it."""

    model_config = example_of({"verdicts": [_JUDGED]})

    verdicts: Annotated[list[DraftJudgement], Field(max_length=_MOST_CRITERIA)]


class LockJudgement(Body):
    """Lock the judgement of every criterion that is asked. It is not changed afterwards."""

    model_config = example_of({"profile": 1, "verdicts": [_JUDGED]})

    profile: ProfileNumber
    verdicts: Annotated[list[Judgement], Field(min_length=1, max_length=_MOST_CRITERIA)]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        if len({one.criterion for one in self.verdicts}) < len(self.verdicts):
            raise PydanticCustomError("criterion_twice", "judge each criterion once")
        return self


class LeaveApplication(Body):
    """Leave the application to another assessor."""

    model_config = example_of({"reason": "recognised"})

    reason: Literal[RecusalReason.RECOGNISED, RecusalReason.PREVENTED]


class Reconcile(Body):
    """Say what the two may agree on about a criterion on which they differ; it holds when both have said the same."""

    model_config = example_of(
        {"profile": 1, "criterion": "utredning", "level": 3, "reason": "Två år räknas, tjänsten var på halvtid."}
    )

    profile: ProfileNumber
    criterion: Slug
    level: Level | None = None
    finding: MustFinding | None = None
    reason: Reason

    @model_validator(mode="after")
    def _one_of_the_two(self) -> Self:
        if (self.level is None) == (self.finding is None):
            raise PydanticCustomError("level_or_finding", "a merit has a level, a must has a finding")
        return self


class Unblind(Body):
    """Say for what it is necessary to know who the candidate is; for a protected identity also why, in words."""

    model_config = example_of({"ground": "interview", "reason": "Ska kallas till intervju.", "protectedFor": ""})

    ground: UnblindingGround
    reason: Reason
    protected_for: OptionalText = ""


class Merits(Wire):
    """What a candidate can, as the application says it; names, numbers and addresses are taken out of the texts."""

    degree: Degree | None
    years: int | None
    experience: str
    letter: str


class Judged(Wire):
    """A judgement of a criterion: ``seat`` says whose of the three."""

    seat: int
    level: int | None
    finding: MustFinding | None
    ground: Ground | None
    text: str


class ScreenedCriterion(Wire):
    """A criterion with its judgements. ``asked`` of the caller now; the others' only when one's own is locked."""

    criterion: Criterion
    asked: bool
    mine: Judged | None
    others: list[Judged]
    offers: list[Judged]
    level: int | None = Field(description="What holds for a merit")
    finding: MustFinding | None = Field(description="What holds for a must")
    reconcilable: bool = Field(description="The caller may say what the two agree on")


class ApplicationScreening(Wire):
    """An application as its assessor sees it. ``merits`` are shown to who has a seat, or when it is finished."""

    application: UUID
    campaign: UUID
    number: str
    status: ScreeningStatus
    profile: int
    seat: int | None
    merits: Merits | None
    criteria: list[ScreenedCriterion]
    drafts: list[DraftJudgement]
    saved_at: AwareDatetime | None


class ScreeningState(Wire):
    """Where the judging of an application stands after a command. It is kept with the command, so it tells no more."""

    application: UUID
    status: ScreeningStatus
    at: AwareDatetime


class DeskApplication(Wire):
    """An application that is given to the caller, and what it waits for."""

    application: UUID
    number: str
    seat: int
    status: ScreeningStatus
    to_judge: int = Field(description="How many criteria the caller is asked for now")
    to_reconcile: int = Field(description="On how many criteria the caller and the other differ")


class ScreeningDesk(Wire):
    """How far the judging of a campaign has come, and what the caller has on the desk."""

    campaign: UUID
    declared_at: AwareDatetime | None
    total: int
    finished: int
    disagreed: int
    locked_by_me: int
    applications: list[DeskApplication]


class CriterionResult(Wire):
    """What holds for a criterion of an application, and what it gives."""

    criterion: Slug
    level: int | None
    finding: MustFinding | None
    points: int | None


class ScreeningResult(Wire):
    """An application that is judged to the end. ``points`` weigh its levels; none while a criterion has none.

    ``shown`` when the caller has been told whose it is.
    """

    application: UUID
    number: str
    late: bool
    results: list[CriterionResult]
    points: int | None
    most: int
    shown: bool


class ScreeningResults(Wire):
    """Judged applications by number, and how many there are in all."""

    items: list[ScreeningResult]
    total: int


class CriterionAgreement(Wire):
    """How alike a criterion is judged; nothing is told of fewer than five applications that two have judged.

    ``agreement`` and ``consistency`` are intraclass correlations of a merit's levels (Shrout and Fleiss, ICC(2,1) and
    ICC(3,1)), ``kappa`` is Fleiss' κ of a must's findings; 1 is full agreement.
    """

    criterion: Slug
    judged: int
    differed: int | None
    agreement: Decimal | None
    consistency: Decimal | None
    kappa: Decimal | None


class AssessorSeverity(Wire):
    """How far an assessor lies from the other's levels on the same applications, in steps; below 0 is severe."""

    assessor: str
    judged: int
    gap: Decimal


class ScreeningMeasures(Wire):
    """How alike a campaign's applications are judged. ``assessors`` are told to HR-service only."""

    criteria: list[CriterionAgreement]
    assessors: list[AssessorSeverity]


class Identity(Wire):
    """Who a candidate is, for who has said for what it is needed."""

    application: UUID
    number: str
    first_name: str
    last_name: str
    email: str
    phone: str | None
    protected: bool
