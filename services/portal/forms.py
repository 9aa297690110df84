"""Forms: what was typed, what is wrong with it and what to do, said at the field in the reader's language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar
from uuid import UUID, uuid4

from pydantic import BaseModel, ValidationError
from pydantic.alias_generators import to_snake
from starlette.datastructures import FormData

from contracts.problem import FieldError
from libs.refusals import field_errors
from services.portal import formats
from services.portal.campaign_words import CAMPAIGN_RULES
from services.portal.disclosure_words import DISCLOSURE_RULES
from services.portal.interview_words import INTERVIEW_RULES
from services.portal.language import text, word
from services.portal.referral_words import REFERRAL_RULES
from services.portal.selection_test_words import SELECTION_TEST_RULES

M = TypeVar("M", bound=BaseModel)


@dataclass
class Form:
    """A form as it is shown: values by field name, messages by field name, and its own idempotency key."""

    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    version: int | None = None
    prefix: str = ""
    key: str = field(default_factory=lambda: str(uuid4()))

    def chosen(self, name: str) -> Sequence[str]:
        """Return the values chosen in a group of radio buttons or boxes."""
        value = self.values.get(name, ())
        return [value] if isinstance(value, str) else list(value)


@dataclass(frozen=True)
class Decision:
    """How a command is asked for: its body, its fields, the word of its button, and what is said when it is done."""

    body: type[BaseModel]
    fields: tuple[str, ...]
    button: str
    done: str


def key_of(fields: FormData) -> str:
    """Return the form's idempotency key; a form without a proper one gets a new key and is then not guarded."""
    try:
        return str(UUID(str(fields.get("key", ""))))
    except ValueError:
        return str(uuid4())


def version_of(fields: FormData) -> int:
    """Return the version that the form showed; 1 when it says none, which then conflicts with anything newer."""
    written = str(fields.get("version", ""))
    return int(written) if written.isdecimal() and len(written) < 10 else 1  # noqa: PLR2004 - fits an integer


def typed(fields: FormData, names: Iterable[str], several: Iterable[str] = ()) -> dict[str, Any]:
    """Return what was typed in the fields ``names``, and the lists chosen in ``several``."""
    values: dict[str, Any] = {name: str(fields.get(name, "")).replace("\r\n", "\n") for name in names}
    return values | {name: [str(value) for value in fields.getlist(name)] for name in several}


def read(
    model: type[M], values: Mapping[str, Any], fields: Mapping[str, str] | None = None
) -> tuple[M | None, dict[str, str]]:
    """Return the values as ``model``, or None and a message per field that breaks a rule.

    ``fields`` are what this form's fields take, where other forms say otherwise.
    """
    try:
        return model.model_validate(values), {}
    except ValidationError as error:
        return None, messages(field_errors(error.errors(include_url=False)), fields)


def messages(errors: Iterable[FieldError], fields: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return one message per field, by the field's name in the form."""
    return {_field_name(error): in_words(error, fields) for error in errors}


def _field_name(error: FieldError) -> str:
    if error.code in _WHOLE_BODY:
        return _WHOLE_BODY[error.code]
    name = error.field.removeprefix("draft.").split(".")[0]
    return to_snake(name)


_WHOLE_BODY: Final = {
    "ends_before_start": "ends_on",
    "split_one_way": "percent",
    "term_and_end": "ends_on",
    "pay_reversed": "pay_to",
    "closes_before_opening": "closes_on",
    "whose_documents": "numbers",
}
"""Rules about several fields: where they are said."""

_IN_WORDS: Final[dict[str, str]] = {
    **CAMPAIGN_RULES,
    **REFERRAL_RULES,
    **INTERVIEW_RULES,
    **SELECTION_TEST_RULES,
    **DISCLOSURE_RULES,
    "client_data": word("Ta bort ”%(found)s”. Uppgifter om klienter får inte finnas i Avlasta."),
    "control_character": word("Texten innehåller tecken som inte går att visa. Skriv den på nytt."),
    "ends_before_start": word("Välj en sista dag som inte ligger före den första."),
    "starts_in_the_past": word("Välj en dag från och med i dag, %(day)s."),
    "period_too_long": word("En begäran kan gälla högst ett år. Välj en sista dag senast %(day)s."),
    "unknown_unit": word("Enheten finns inte längre. Välj en annan enhet."),
    "unit_of_another_district": word("Välj en enhet i din egen stadsdelsförvaltning."),
    "unknown_specialist": word("Specialisten finns inte i teamet. Välj en annan."),
    "more_than_employment": word("Specialisten arbetar högst %(limit)s procent. Skriv ett lägre tal."),
    "not_in_the_team_then": word("Specialisten är inte i teamet hela perioden. Välj en annan eller en annan tid."),
    "member_exists": word("Den beteckningen finns redan, i teamet nu eller förr. Välj en annan."),
    "unknown_home_district": word("Välj en stadsdel som finns den dagen."),
    "before_joining": word("Välj en dag från och med den första i teamet, %(day)s."),
    "after_last_day": word("Välj en dag senast den sista i teamet, %(day)s."),
    "share_unchanged": word("Anställningen är redan %(limit)s procent den dagen. Skriv ett annat tal."),
    "competences_unchanged": word("Det är redan kompetenserna den dagen. Lägg till eller ta bort någon."),
    "home_unchanged": word("Det är redan hemstadsdelen den dagen. Välj en annan."),
    "last_day_before_joining": word("Välj en dag från och med den första i teamet, %(day)s."),
    "last_day_unchanged": word("Det är redan så. Välj en annan dag."),
    "answer_by_too_early": word("Välj en senare svarstid, så att stadsdelen hinner svara."),
    "start_outside_booking": word("Välj en dag i den bokade perioden som inte ligger senare än i dag."),
    "unknown_district": word("Välj en stadsdel ur listan."),
    "policy_valid_from_in_the_past": word("Välj en dag från och med i dag, %(day)s."),
    "more_than_cap": word("Poängen när uppgift saknas får inte vara fler än taket."),
    "unknown_position": word("Välj en av enhetens vakanta tjänster."),
    "split_too_small": word("Varje del behöver minst 20 procent. Skriv högst %(limit)s."),
    "split_outside_period": word("Välj en dag efter den första och senast %(day)s."),
    "split_one_way": word("Välj ett sätt: procent eller dag."),
    "end_unchanged": word("Stödet slutar redan den dagen. Välj en annan."),
    "end_too_early": word("Välj en dag från och med %(day)s."),
    "assignment_too_long": word("Ett uppdrag varar högst ett år. Välj en dag senast %(day)s."),
    "hand_over_outside_assignment": word("Välj en dag från och med i dag och senast %(day)s."),
    "same_specialist": word("Specialisten ger redan stödet då. Välj en annan."),
    "lacks_competence": word("Specialisten saknar en kompetens som behövs. Välj en annan."),
    "works_too_little": word("Specialisten arbetar högst %(limit)s procent. Välj en annan."),
    "last_day_outside_assignment": word("Välj en dag mellan starten och %(day)s."),
    "not_a_monday": word("Veckan stämmer inte. Läs sidan igen."),
    "time_in_the_future": word("Tid kan rapporteras till och med i dag, %(day)s."),
    "time_outside_assignment": word("Du gav inte stödet %(day)s. Ta bort tiden den dagen."),
    "too_long_day": word("Högst 12 timmar per dag, alla uppdrag tillsammans. Rätta %(day)s."),
    "reason_is_needed": word("Skriv varför tiden ändras."),
    "term_and_end": word("En tidsbegränsad anställning har en sista dag. En tills vidare har ingen."),
    "pay_reversed": word("Högsta lönen får inte vara lägre än den lägsta."),
    "unknown_order_unit": word("Välj en enhet som är din egen och som finns."),
    "unknown_occupation": word("Välj ett yrke ur listan."),
    "replaced_occupation": word("Yrket används inte längre. Välj det som har ersatt det."),
    "employment_starts_in_the_past": word("Välj en dag från och med i dag, %(day)s."),
    "completed_outside_assignment": word("Välj en dag efter starten som inte ligger senare än i dag."),
}
"""What to do about a rule of the trade, by the refusal's code."""

_BY_FIELD: Final[dict[str, str]] = {
    "unit": word("Välj den enhet som behöver hjälp."),
    "area": word("Välj ett verksamhetsområde."),
    "purpose": word("Välj vad ni behöver hjälp med."),
    "percent": word("Skriv ett tal mellan 20 och 100. Behöver ni mer, begär två specialister."),
    "position": word("Skriv ett tal från 1. 1 betyder först i kön."),
    "starts_on": word("Välj en startdag, till exempel 2027-01-11."),
    "ends_on": word("Välj en sista dag, till exempel 2027-03-05."),
    "tasks": word("Beskriv vad specialisten ska göra, med 10 till 1 000 tecken."),
    "without_help": word("Skriv högst 600 tecken."),
    "competences": word("Välj högst tio kompetenser ur listan."),
    "systems": word("Välj bland systemen."),
    "statutory_risks": word("Välj bland de lagstadgade tiderna."),
    "reason": word("Välj eller skriv ett skäl, 3 till 600 tecken."),
    "answer": word("Skriv svaret på frågan, 3 till 600 tecken."),
    "question": word("Skriv vad som saknas, 3 till 600 tecken."),
    "explanation": word("Förklara beslutet för enheten, 3 till 600 tecken."),
    "alternative": word("Välj vad enheten kan göra i stället."),
    "urgency": word("Välj hur brådskande begäran är."),
    "specialist": word("Välj en specialist."),
    "answer_by": word("Skriv dag och klockslag, till exempel 2027-01-08 16:00."),
    "started_on": word("Välj den dag då stödet började."),
    "completed_on": word("Välj den dag då stödet avslutades."),
    "score": word("Välj ett betyg mellan 1 och 5."),
    "comment": word("Skriv högst 600 tecken."),
    "summary": word("Skriv högst 600 tecken."),
    "note": word("Skriv högst 600 tecken."),
    "cause": word("Välj vad tiden ska användas till."),
    "place": word("Välj stadsdel eller enhet."),
    "district": word("Välj stadsdel eller enhet."),
    "weight": word("Skriv ett helt tal mellan 0 och 1 000."),
    "cap": word("Skriv ett helt tal mellan 0 och 10 000."),
    "when_missing": word("Skriv ett helt tal mellan 0 och taket."),
    "ageing": word("Skriv ett helt tal mellan 1 och 1 000. Utan åldrande kan någon få vänta för alltid."),
    "emergency_percent": word("Skriv ett helt tal mellan 0 och 50. 0 betyder att ingen akutfil finns."),
    "long_wait_days": word("Skriv ett helt tal mellan 1 och 250."),
    "need_basis": word("Välj vad stadsdelarnas andelar följer."),
    "tied_purposes": word("Välj bland syftena."),
    "terms": word("Låt varje skäl räknas högst en gång."),
    "from_on": word("Välj en dag, till exempel 2027-01-11."),
    "id": word("Skriv beteckningen med små bokstäver a till z, siffror och bindestreck, till exempel specialist-i."),
    "home_district": word("Välj en stadsdel."),
    "last_day": word("Välj den sista dagen med stöd."),
    "afterwards": word("Välj vad som händer med resten."),
    "rest": word("Välj vad som händer med resten."),
    "task": word("Välj ett svar."),
    "introduction": word("Välj ett svar."),
    "conditions": word("Välj ett svar."),
    "effect": word("Välj ett svar."),
    "vacant_percent": word("Skriv ett helt tal mellan 0 och 100, eller lämna tomt."),
    "turnover_percent": word("Skriv ett helt tal mellan 0 och 300, eller lämna tomt."),
    "source": word("Skriv var uppgiften kommer ifrån, 3 till 600 tecken."),
    "valid_from": word("Välj den dag då regeln börjar gälla, till exempel 2027-01-01."),
}
"""What a field takes, said when the value has the wrong form."""


def in_words(error: FieldError, fields: Mapping[str, str] | None = None) -> str:
    """Return the rule and the remedy for a refused field."""
    known = {**_BY_FIELD, **(fields or {})}
    facts = {"found": error.found or "", "limit": error.limit or "", "day": formats.parsed_day(error.limit or "")}
    if error.code in _IN_WORDS:
        return text(_IN_WORDS[error.code]) % facts
    name = _field_name(error)
    return text(known[name]) if name in known else error.message
