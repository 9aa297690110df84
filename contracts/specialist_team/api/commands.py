"""What one may ask to be done with a support request: a body for each command."""

from datetime import date

from pydantic import AwareDatetime, Field

from contracts.free_text import OptionalText, Reason
from contracts.organisation import Slug
from contracts.specialist_team.api.draft import DRAFT, Percent, Period, SupportRequestDraft
from contracts.specialist_team.assignment_codes import Rest
from contracts.specialist_team.codes import Alternative, DeclineReason, TurnDownReason, Urgency, WithdrawReason
from contracts.wire import Body, example_of


class ExpectedVersion(Body):
    """A command on a version that the caller has seen."""

    expected_version: int = Field(ge=1, description="The version the caller has seen")


class SaveDraft(ExpectedVersion):
    """Replace the content of a draft or of a returned request."""

    model_config = example_of({"expectedVersion": 1, "draft": DRAFT})

    draft: SupportRequestDraft


class Submit(ExpectedVersion):
    """Send the draft to the team."""

    model_config = example_of({"expectedVersion": 1})


class Resubmit(ExpectedVersion):
    """Send a returned request again, with an answer to the team's question."""

    model_config = example_of({"expectedVersion": 3, "answer": "Fyra utredningar är nära tidsgränsen."})

    answer: Reason


class Return(ExpectedVersion):
    """Ask the district to complete the request."""

    model_config = example_of({"expectedVersion": 2, "question": "Hur många utredningar är nära tidsgränsen?"})

    question: Reason


class Triage(ExpectedVersion):
    """Assess the urgency; with ``queue`` the request goes into the queue at once.

    Acute is a proposal: the request counts as of high urgency until a second person has confirmed it.
    """

    model_config = example_of(
        {"expectedVersion": 2, "urgency": "high", "reason": "Lagens tider är i fara.", "queue": True}
    )

    urgency: Urgency
    reason: Reason
    queue: bool = False


class ConfirmAcute(ExpectedVersion):
    """Agree, as a second person, that the request is acute."""

    model_config = example_of({"expectedVersion": 4, "reason": "Förhandsbedömningarna hinns inte utan hjälp."})

    reason: Reason


class RefuseAcute(ExpectedVersion):
    """Say, as a second person, that the request is not acute; its urgency stays high."""

    model_config = example_of({"expectedVersion": 4, "reason": "Enheten klarar lagens tider i två veckor till."})

    reason: Reason


class Queue(ExpectedVersion):
    """Put an assessed request in the queue."""

    model_config = example_of({"expectedVersion": 3})


class Override(ExpectedVersion):
    """Give the request a place of its own in the queue; the reason is shown to everyone who sees the request."""

    model_config = example_of({"expectedVersion": 4, "position": 1, "reason": "Barn utan handläggare sedan i går."})

    position: int = Field(ge=1, le=500)
    reason: Reason


class LiftOverride(ExpectedVersion):
    """Let the policy decide the place again."""

    model_config = example_of({"expectedVersion": 5, "reason": "Enheten har fått vikarier."})

    reason: Reason


class Offer(ExpectedVersion, Period):
    """Offer a specialist, in percent of full time between two dates. Without ``answer_by``: three working days."""

    model_config = example_of(
        {
            "expectedVersion": 4,
            "specialist": "specialist-c",
            "percent": 80,
            "startsOn": "2026-12-07",
            "endsOn": "2027-01-29",
            "reason": "Kompetens och omfattning enligt begäran.",
        }
    )

    specialist: Slug
    percent: Percent
    reason: Reason
    answer_by: AwareDatetime | None = None


class RetractOffer(ExpectedVersion):
    """Take back an offer that is not answered."""

    model_config = example_of({"expectedVersion": 5, "reason": "Specialisten har blivit sjuk."})

    reason: Reason


class AcceptOffer(ExpectedVersion):
    """Say yes to the offer. ``rest``: what becomes of the part of the need that it does not cover, if there is any."""

    model_config = example_of({"expectedVersion": 5, "rest": "queue"})

    rest: Rest = Rest.QUEUE


class TurnDownOffer(ExpectedVersion):
    """Say no to the offer and keep the place in the queue."""

    model_config = example_of(
        {"expectedVersion": 5, "reason": "dates_do_not_suit", "note": "Vi behöver hjälp före jul."}
    )

    reason: TurnDownReason
    note: OptionalText = ""


class Decline(ExpectedVersion):
    """Say no to the request, with a reason and an alternative."""

    model_config = example_of(
        {
            "expectedVersion": 2,
            "reason": "no_capacity",
            "alternative": "call_off",
            "explanation": "Teamet är bokat till mars.",
        }
    )

    reason: DeclineReason
    alternative: Alternative
    explanation: Reason


class Withdraw(ExpectedVersion):
    """Take back the request."""

    model_config = example_of({"expectedVersion": 4, "reason": "recruited", "note": ""})

    reason: WithdrawReason
    note: OptionalText = ""


class Start(ExpectedVersion):
    """The specialist has begun, today or on an earlier day of the booking."""

    model_config = example_of({"expectedVersion": 6, "startedOn": "2026-12-07"})

    started_on: date


class Complete(ExpectedVersion):
    """The work is done."""

    model_config = example_of(
        {"expectedVersion": 7, "completedOn": "2027-01-29", "summary": "Alla sex utredningar är klara."}
    )

    completed_on: date
    summary: OptionalText = ""


class Evaluate(ExpectedVersion):
    """How well the help met the need: 1 did not help … 5 solved the need."""

    model_config = example_of({"expectedVersion": 8, "score": 5, "comment": "Balansen är borta."})

    score: int = Field(ge=1, le=5)
    comment: OptionalText = ""
