"""The commands a request's page offers: which is the next step, which fields each has, and how they become a body."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from pydantic import BaseModel
from starlette.datastructures import FormData

from contracts.specialist_team import api, ways
from contracts.specialist_team.api import Candidate, SupportRequest
from contracts.specialist_team.assignments import AssignmentBody
from contracts.specialist_team.codes import Command, Status
from libs.calendar import ANSWER_HOUR, STOCKHOLM, answer_deadline, local_date, now
from services.portal import formats, forms
from services.portal.assignment_forms import ASSIGNMENT_DECISIONS, first_values, without_empty
from services.portal.forms import Decision, Form
from services.portal.language import text, word

DECISIONS: Final[Mapping[Command, Decision]] = {
    Command.SUBMIT: Decision(
        api.Submit,
        (),
        word("Skicka begäran"),
        word("Begäran är skickad till specialistteamet. Samordnaren bedömer den."),
    ),
    Command.APPROVE: Decision(
        api.Approve, (), word("Godkänn och skicka"), word("Begäran är godkänd och skickad till specialistteamet.")
    ),
    Command.SEND_BACK: Decision(
        api.SendBack, ("reason",), word("Skicka tillbaka"), word("Begäran är tillbaka hos enheten, som ser skälet.")
    ),
    Command.RESUBMIT: Decision(
        api.Resubmit, ("answer",), word("Skicka kompletteringen"), word("Kompletteringen är skickad till samordnaren.")
    ),
    Command.RETURN: Decision(
        api.Return, ("question",), word("Be om komplettering"), word("Frågan är skickad till stadsdelen.")
    ),
    Command.TRIAGE: Decision(
        api.Triage, ("urgency", "reason", "queue"), word("Bedöm och sätt i kö"), word("Bedömningen är sparad.")
    ),
    Command.CONFIRM_ACUTE: Decision(
        api.ConfirmAcute, ("reason",), word("Bekräfta akut"), word("Begäran är akut. Två har bedömt den.")
    ),
    Command.REFUSE_ACUTE: Decision(
        api.RefuseAcute, ("reason",), word("Inte akut"), word("Begäran är inte akut. Den har hög brådska.")
    ),
    Command.QUEUE: Decision(api.Queue, (), word("Sätt i kö"), word("Begäran står i kön.")),
    Command.OVERRIDE: Decision(
        api.Override, ("position", "reason"), word("Flytta i kön"), word("Begäran är flyttad. Skälet visas för alla.")
    ),
    Command.LIFT_OVERRIDE: Decision(
        api.LiftOverride, ("reason",), word("Låt reglerna avgöra"), word("Reglerna avgör åter platsen i kön.")
    ),
    Command.OFFER: Decision(
        api.Offer,
        ("specialist", "percent", "starts_on", "ends_on", "answer_by", "reason"),
        word("Erbjud vald specialist"),
        word("Erbjudandet är skickat till stadsdelen. Tiden är reserverad tills de har svarat."),
    ),
    Command.RETRACT_OFFER: Decision(
        api.RetractOffer, ("reason",), word("Ta tillbaka erbjudandet"), word("Erbjudandet är tillbakadraget.")
    ),
    Command.ACCEPT_OFFER: Decision(
        api.AcceptOffer,
        ("rest",),
        word("Acceptera erbjudandet"),
        word("Erbjudandet är accepterat. Specialisten är bokad."),
    ),
    Command.TURN_DOWN_OFFER: Decision(
        api.TurnDownOffer,
        ("reason", "note"),
        word("Tacka nej"),
        word("Ni har tackat nej. Begäran har kvar sin plats i kön."),
    ),
    Command.DECLINE: Decision(
        api.Decline,
        ("reason", "alternative", "explanation"),
        word("Avslå begäran"),
        word("Begäran är avslagen. Stadsdelen ser skälet och alternativet."),
    ),
    Command.WITHDRAW: Decision(
        api.Withdraw, ("reason", "note"), word("Dra tillbaka begäran"), word("Begäran är tillbakadragen.")
    ),
    Command.CHOOSE_AGENCY: Decision(
        ways.ChooseAgency,
        (),
        word("Avropa i stället"),
        word("Begäran är tillbakadragen. Gör avropet enligt ramavtalet. Timmar och priser är sparade."),
    ),
    Command.KEEP_WAITING: Decision(
        ways.KeepWaiting,
        (),
        word("Fortsätt vänta"),
        word("Sparat. Begäran står kvar i kön. Frågan ställs igen om trolig start blir en senare vecka."),
    ),
    Command.NAME_POSITION: Decision(
        ways.NamePosition,
        ("position",),
        word("Spara kopplingen"),
        word("Sparat. Är en tjänst vald föreslås att stödet slutar när den är tillsatt."),
    ),
    Command.START: Decision(api.Start, ("started_on",), word("Registrera start"), word("Starten är registrerad.")),
    Command.COMPLETE: Decision(
        api.Complete,
        ("completed_on", "summary"),
        word("Registrera avslut"),
        word("Avslutet är registrerat. Enheten ombeds utvärdera stödet."),
    ),
    Command.EVALUATE: Decision(
        api.Evaluate, ("score", "comment"), word("Skicka utvärderingen"), word("Tack. Utvärderingen är sparad.")
    ),
    **ASSIGNMENT_DECISIONS,
}

LEAST_PERCENT: Final = 20
_FITS: Final = word("Kompetens och omfattning enligt begäran.")

_NEXT: Final[Sequence[Command]] = (
    Command.SUBMIT,
    Command.APPROVE,
    Command.RESUBMIT,
    Command.ACCEPT_OFFER,
    Command.AGREE_END,
    Command.EVALUATE,
    Command.FOLLOW_UP_EFFECT,
    Command.LET_END,
    Command.CONFIRM_ACUTE,
    Command.QUEUE,
    Command.TRIAGE,
    Command.OFFER,
    Command.START,
    Command.COMPLETE,
    Command.REVIEW,
)
"""The first of these that is allowed is the next step; TRIAGE of an assessed request is another decision."""


def next_step(commands: Sequence[Command]) -> Command | None:
    """Return the one next step of what is allowed, if there is one."""
    return next((command for command in _NEXT if command in commands), None)


def others(commands: Sequence[Command]) -> list[Command]:
    """Return the other decisions in the order of the contract; editing has its own link."""
    first = next_step(commands)
    return [c for c in commands if c in DECISIONS and c is not first]


def values_of(command: Command, fields: FormData) -> dict[str, Any]:
    """Return what was typed in the form of ``command``."""
    return forms.typed(fields, DECISIONS[command].fields)


def body_of(command: Command, values: Mapping[str, Any], version: int) -> tuple[BaseModel | None, dict[str, str]]:
    """Return the command's body, or a message per field that breaks a rule."""
    given: dict[str, Any] = {"expected_version": version, **without_empty(values)}
    if command is Command.OFFER:
        given["answer_by"] = _at_answer_hour(values["answer_by"])
    if command is Command.TRIAGE:
        given["queue"] = values["queue"] == "yes"
    if command is Command.NAME_POSITION:
        given["position"] = values["position"] or None
    return forms.read(DECISIONS[command].body, given)


def _at_answer_hour(day: str) -> datetime | str | None:
    """Return 16:00 in Stockholm on the day; what is no day is left for validation to refuse."""
    try:
        return datetime.combine(date.fromisoformat(day), ANSWER_HOUR, STOCKHOLM) if day else None
    except ValueError:
        return day


def _proposed(request: SupportRequest, candidates: Sequence[Candidate]) -> dict[str, str]:
    """Return what the best candidate can give of what was asked for, with the reason when it is all of it."""
    best = candidates[0] if candidates else None
    free = best.free_percent if best and best.free_percent >= LEAST_PERCENT else request.percent
    chosen = {"specialist": best.specialist} if best else {}
    reason = {"reason": text(_FITS)} if best and best.fits else {}
    return {"percent": str(min(request.percent, free)), **chosen, **reason}


def empty_form(
    command: Command, request: SupportRequest, candidates: Sequence[Candidate], assignment: AssignmentBody
) -> Form:
    """Return the form of ``command`` with what is already known filled in; ``candidates`` best first."""
    today = formats.today()
    values = first_values(command, assignment)
    if command is Command.OFFER:
        values = {
            **_proposed(request, candidates),
            "starts_on": max(request.starts_on, today).isoformat(),
            "ends_on": max(request.ends_on, today).isoformat(),
            "answer_by": local_date(answer_deadline(now(), 3)).isoformat(),
        }
    if command is Command.START and request.offer:
        values = {"started_on": min(max(request.offer.starts_on, today), request.offer.ends_on).isoformat()}
    if command is Command.COMPLETE:
        values = {"completed_on": today.isoformat()}
    if command is Command.TRIAGE and request.urgency:
        values = {"urgency": request.urgency.value}
    return Form(values, version=request.version, prefix=f"{command}-")


def waits_for(request: SupportRequest) -> str:
    """Return, in Swedish, who does what next when it is not the reader's turn."""
    if request.status is Status.AWAITING_APPROVAL and Command.SEND_BACK in request.commands:
        return _ANOTHER_APPROVES
    return _WAITING[request.status]


_ANOTHER_APPROVES: Final = word("Du skickade begäran. Någon annan som får godkänna i stadsdelen läser den.")
"""Said to an approver who asked: next to it stands no button to approve."""


_WAITING: Final[Mapping[Status, str]] = {
    Status.DRAFT: word("Enhetschefen har inte skickat begäran än."),
    Status.AWAITING_APPROVAL: word("Avdelningschefen läser begäran. Väntetiden börjar när den är godkänd och skickad."),
    Status.SUBMITTED: word("Samordnaren bedömer begäran. Saknas något får enheten en fråga."),
    Status.RETURNED: word("Enheten kompletterar begäran. Väntetiden står still tills den är tillbaka."),
    Status.TRIAGED: word("Samordnaren sätter begäran i kö."),
    Status.QUEUED: word("Samordnaren erbjuder en specialist när begäran står på tur och någon har tid."),
    Status.OFFERED: word("Enheten svarar på erbjudandet. Tiden är reserverad så länge."),
    Status.ACCEPTED: word("Specialisten börjar enligt överenskommelsen."),
    Status.UNDER_WAY: word("Stödet pågår. Specialisten eller samordnaren registrerar när det är avslutat."),
    Status.COMPLETED: word("Enhetschefen utvärderar stödet."),
    Status.EVALUATED: word("Allt är klart. Inget mer behöver göras."),
    Status.DECLINED: word("Begäran är avslagen. Skälet och alternativet står under Vad som har hänt."),
    Status.WITHDRAWN: word("Begäran är tillbakadragen. Behöver ni hjälp, gör en ny begäran."),
    Status.EXPIRED: word("Begäran har förfallit. Behöver ni fortfarande hjälp, gör en ny begäran."),
}
