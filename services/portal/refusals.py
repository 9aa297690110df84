"""A service's refusal in the reader's words: what did not happen, what is kept, what to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from contracts.problem import Change
from libs.client import Refused
from libs.refusals import Unavailable
from services.portal import (
    application_words,
    campaign_words,
    candidate_words,
    disclosure_words,
    formats,
    forms,
    import_words,
    interview_words,
    measures_words,
    order_words,
    reference_words,
    referral_words,
    retention_words,
    screening_words,
    selection_test_words,
)
from services.portal.event_looks import event_look
from services.portal.language import text, word
from services.portal.swedish import role_name

_TEXTS: Final[dict[str, tuple[str, str]]] = {
    "version_conflict": (
        word("Begäran har ändrats medan du skrev"),
        word("Det du skrev finns kvar. Läs vad som har ändrats och skicka igen om det fortfarande gäller."),
    ),
    "offer_has_lapsed": (
        word("Svarstiden har gått ut"),
        word("Erbjudandet gäller inte längre. Begäran behåller sin plats i kön och samordnaren kan erbjuda igen."),
    ),
    "specialist_is_booked": (
        word("Specialisten är upptagen i perioden"),
        word("Någon annan har bokat tiden. Välj en annan specialist, en kortare period eller färre procent."),
    ),
    "time_report_not_found": (word("Den veckan finns inte"), word("Läs sidan igen.")),
    "nothing_to_confirm": (word("Veckan är redan besvarad"), word("Läs sidan igen för att se hur den står.")),
    "nothing_changed": (word("Inget är ändrat"), word("Veckan står redan så.")),
    "nothing_is_proposed": (
        word("Inget förslag väntar på svar"),
        word("Någon annan hann före. Läs hur uppdraget står nu."),
    ),
    "no_hire_to_answer": (
        word("Det finns inget att svara på"),
        word("Någon annan hann före, eller så slutar stödet ändå. Läs sidan igen."),
    ),
    "no_end_notice": (word("Det finns inget att svara på"), word("Läs hur uppdraget står nu.")),
    "already_reviewed": (word("Uppdraget är redan utvärderat"), word("Svaren står under Uppdraget.")),
    "effect_not_due": (
        word("Det är för tidigt att följa upp"),
        word("Effekten följs upp tre månader efter att stödet tog slut."),
    ),
    "already_followed_up": (word("Effekten är redan uppföljd"), word("Svaret står under Uppdraget.")),
    "nothing_given_yet": (
        word("Stödet har inte börjat"),
        word("Låt begäran gå tillbaka till kön. Behövs inte stödet drar stadsdelen tillbaka begäran."),
    ),
    "not_proposed_as_acute": (
        word("Ingen väntar på en andra bedömning"),
        word("Någon annan hann före. Läs hur begäran står nu."),
    ),
    "acute_needs_another_person": (
        word("En annan samordnare ska bedöma"),
        word("Den som föreslog akut kan inte svara själv. Be en annan samordnare läsa och bekräfta."),
    ),
    "wait_is_not_long": (
        word("Väntan är inte lång längre"),
        word("Prognosen har blivit bättre. Läs när stödet troligen börjar innan du bestämmer."),
    ),
    "wait_is_kept": (word("Ni har redan valt att vänta"), word("Prognosen är inte sämre än då.")),
    "approval_needs_another_person": (
        word("Någon annan ska godkänna"),
        word("Den som skickade begäran kan inte godkänna den själv. Be en annan chef som får godkänna i stadsdelen."),
    ),
    "not_overridden": (
        word("Begäran är inte flyttad"),
        word("Den står redan där reglerna placerar den. Läs begäran igen."),
    ),
    "specialist_is_away": (
        word("Specialisten är inte i tjänst hela perioden"),
        word("Det finns frånvaro eller annat arbete i perioden. Välj en annan specialist, tid eller omfattning."),
    ),
    "conflict_of_interest": (
        word("Specialisten kan inte arbeta på enheten"),
        word("Jäv är angivet. Välj en annan specialist."),
    ),
    "beyond_employment": (
        word("Specialisten arbetar inte så mycket i hela perioden"),
        word("Anställningen är mindre någon dag, eller dagen ligger utanför tiden i teamet. Läs sidan igen."),
    ),
    "member_not_found": (word("Specialisten finns inte"), word("Gå tillbaka till Team och välj bland dem som finns.")),
    "time_off_not_found": (word("Den tiden finns inte"), word("Läs sidan igen. Någon annan kan ha ändrat.")),
    "conflict_not_found": (word("Det jävet finns inte"), word("Läs sidan igen. Någon annan kan ha ändrat.")),
    "role_may_not": (
        word("Din roll får inte göra detta"),
        word("Läs begäran igen för att se vad du kan göra. Behöver du mer behörighet, fråga din chef."),
    ),
    "not_allowed": (word("Din roll får inte göra detta"), word("Behöver du mer behörighet, fråga din chef.")),
    "request_not_found": (
        word("Begäran finns inte"),
        word("Den finns inte, eller hör till en annan stadsdelsförvaltning."),
    ),
    "policy_needs_another_member": (
        word("En annan ledamot ska underteckna"),
        word(
            "Den som föreslog regeln kan inte underteckna den. Be en annan ledamot i styrgruppen läsa och underteckna."
        ),
    ),
    "policy_not_found": (word("Regeln finns inte"), word("Gå tillbaka till Köregler och välj bland dem som finns.")),
    "unknown_units": (word("Några rader har okända enheter"), word("Rätta raderna och skicka alla igen.")),
    "idempotency_key_reused": (
        word("Formuläret är redan skickat"),
        word("Läs begäran igen innan du skickar något nytt."),
    ),
    "invalid_fields": (word("Några uppgifter behöver rättas"), word("Det du skrev finns kvar.")),
    "unavailable": (
        word("Det sparades inte"),
        word("Specialistteamets tjänst svarar inte just nu. Det du skrev finns kvar. Försök igen om en stund."),
    ),
}
"""Heading and advice per refusal code."""

_KNOWN: Final = (
    _TEXTS,
    import_words.REFUSALS,
    order_words.ORDER_REFUSALS,
    campaign_words.CAMPAIGN_REFUSALS,
    screening_words.SCREENING_REFUSALS,
    application_words.APPLICATION_REFUSALS,
    referral_words.REFERRAL_REFUSALS,
    retention_words.RETENTION_REFUSALS,
    measures_words.CALIBRATION_REFUSALS,
    candidate_words.CANDIDATE_REFUSALS,
    interview_words.INTERVIEW_REFUSALS,
    reference_words.REFERENCE_REFUSALS,
    selection_test_words.SELECTION_TEST_REFUSALS,
    disclosure_words.DISCLOSURE_REFUSALS,
)
"""Every table of headings and advice."""

_MOVED_ON: Final = (
    word("Begäran har gått vidare"),
    word("Någon annan hann före. Läs hur begäran står nu och se vad du kan göra."),
)

_TIME_OFF_IS_OVER: Final = (
    word("Tiden går inte att ändra"),
    word("Den är redan avslutad eller borttagen. Läs sidan igen."),
)

_POLICY_MOVED_ON: Final = (
    word("Förslaget är redan avgjort"),
    word("Någon annan hann före. Läs hur regeln står nu."),
)

_BY_STATUS: Final = {
    "request_is_": _MOVED_ON,
    "order_is_": order_words.ORDER_MOVED_ON,
    "campaign_is_": campaign_words.CAMPAIGN_MOVED_ON,
    "referral_is_": referral_words.REFERRAL_MOVED_ON,
    "interview_is_": interview_words.INTERVIEW_MOVED_ON,
    "reference_is_": reference_words.REFERENCE_MOVED_ON,
    "application_file_is_": application_words.ALREADY_TAKEN_IN,
    "import_is_": import_words.ALREADY_RUN,
    "policy_is_": _POLICY_MOVED_ON,
    "time_off_is_": _TIME_OFF_IS_OVER,
}
"""What is said of a refusal that names a status, by how its code begins."""


@dataclass(frozen=True)
class Trouble:
    """What a page says when a service said no or did not answer."""

    status: int
    tone: str
    heading: str
    advice: str
    reference: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    changes: Sequence[str] = ()
    current_version: int | None = None


def heading_and_advice(code: str) -> tuple[str, str]:
    """Return the words for a refusal code, in Swedish; one that names a status says that the request has moved on."""
    moved_on = next((words for start, words in _BY_STATUS.items() if code.startswith(start)), None)
    unknown = word("Det sparades inte"), word("Läs sidan igen och försök på nytt.")
    return moved_on or next((known[code] for known in _KNOWN if code in known), unknown)


def trouble(refusal: Refused | Unavailable, own: Mapping[str, tuple[str, str]] | None = None) -> Trouble:
    """Return what to say about ``refusal``, in the page's ``own`` words for a code when it has them."""
    own = own or {}
    if isinstance(refusal, Unavailable):
        heading, advice = own.get("unavailable") or heading_and_advice("unavailable")
        return Trouble(503, "red", text(heading), text(advice))
    problem = refusal.problem
    errors = forms.messages(problem.errors)
    code = "invalid_fields" if errors else problem.code
    heading, advice = own.get(code) or heading_and_advice(code)
    return Trouble(
        status=problem.status,
        tone="red" if problem.status != 409 else "yellow",  # noqa: PLR2004 - a conflict is nobody's fault
        heading=text(heading),
        advice=text(advice),
        reference=problem.reference,
        errors=errors,
        changes=[_change(change) for change in problem.changes],
        current_version=problem.current_version,
    )


def _change(change: Change) -> str:
    happened = text(event_look(change.type).happened)
    return f"{happened}, {role_name(change.role)}, {formats.moment(datetime.fromisoformat(change.at))}"
