"""Every coded value, event, refusal and message has its words, in both languages."""

import re
from enum import StrEnum
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from contracts.event import Event
from contracts.organisation import Area
from contracts.recruitment import (
    campaign_codes,
    campaign_events,
    disclosure_codes,
    equality_codes,
    extracts,
    interview_codes,
    interview_events,
    matching_codes,
    measures,
    order_events,
    own_page_codes,
    reference_codes,
    referral_codes,
    referral_events,
    retention_codes,
    screening_codes,
    selection_test_codes,
)
from contracts.recruitment import codes as order_codes
from contracts.recruitment.application_codes import (
    ApplicationFileStatus,
    ApplicationStatus,
    Degree,
    RecognitionGround,
    RecognitionVerdict,
)
from contracts.recruitment.campaign_codes import CampaignCommand, CampaignStatus
from contracts.recruitment.codes import OrderCommand, OrderStatus
from contracts.recruitment.interview_codes import InterviewStatus
from contracts.recruitment.reference_codes import ReferenceStatus
from contracts.recruitment.referral_codes import FeedbackTemplate, ReferralStatus
from contracts.specialist_team import (
    api,
    assignment_codes,
    availability,
    availability_events,
    codes,
    demand,
    events,
    imports,
    planning,
    planning_events,
    policy,
    policy_events,
    time_codes,
    time_events,
)
from contracts.specialist_team.codes import Command, Purpose, Status
from libs import spreadsheets
from libs.refusals import ServiceError
from services.portal import (
    campaign_decisions,
    decisions,
    error_pages,
    event_looks,
    formats,
    forms,
    order_decisions,
    referral_words,
    refusals,
    subscriptions,
    swedish,
)
from services.portal.language import LOCALE_FOLDER, text
from services.recruitment.domain import (
    application_refusals,
    calibration_refusals,
    campaign_refusals,
    disclosure_refusals,
    interview_refusals,
    matching_refusals,
    reference_refusals,
    referral_refusals,
    screening_refusals,
    selection_test_refusals,
)
from services.recruitment.domain import refusals as order_refusals
from services.specialist_team.domain import (
    assignment_refusals,
    availability_refusals,
    employment_refusals,
    import_refusals,
    policy_refusals,
    time_refusals,
)
from services.specialist_team.domain import refusals as team_refusals

PORTAL = LOCALE_FOLDER.parent
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "text": None, "plural": (1, 2), "word": None}


def used() -> Catalog:
    """Return every message in the portal's templates and code."""
    found = Catalog()
    methods = [("**.py", "python"), ("templates/**.html", "jinja2")]
    options = {"templates/**.html": {"trim_blocks": "true", "lstrip_blocks": "true"}}
    for _, _, message, _, _ in extract_from_dir(PORTAL, methods, options, KEYWORDS):
        found.add(message)
    return found


def english() -> Catalog:
    """Return the English catalogue."""
    with Path(LOCALE_FOLDER / "en" / "LC_MESSAGES" / "portal.po").open("rb") as source:
        return read_po(source, locale="en")


def forms_of(message: Message) -> list[str]:
    """Return the forms of a translation: one, or one per number."""
    return [message.string] if isinstance(message.string, str) else list(message.string or [])


def test_every_message_is_in_english_and_nothing_else_is() -> None:
    needed, known = {m.id for m in used() if m.id}, {m.id for m in english() if m.id}
    assert needed - known == set(), "untranslated"
    assert known - needed == set(), "no longer used"
    assert [m.id for m in english() if m.id and not all(forms_of(m))] == []


def test_translations_keep_the_places_for_facts() -> None:
    for message in english():
        originals = [message.id] if isinstance(message.id, str) else list(message.id)
        wanted = set(re.findall(r"%\(\w+\)s", " ".join(originals)))
        assert set(re.findall(r"%\(\w+\)s", " ".join(forms_of(message)))) == wanted, message.id


@pytest.mark.parametrize("codes_of", list(swedish.WORDS))
def test_every_code_has_a_word(codes_of: type[StrEnum]) -> None:
    assert set(swedish.WORDS[codes_of]) == set(codes_of)


def test_every_list_of_codes_is_known() -> None:
    shown_otherwise = {Status, OrderStatus, CampaignStatus, ReferralStatus, InterviewStatus, ReferenceStatus}
    of_the_team = (codes, assignment_codes, time_codes, api, policy, availability, planning)
    modules = (
        *of_the_team,
        interview_codes,
        order_codes,
        campaign_codes,
        screening_codes,
        equality_codes,
        referral_codes,
        matching_codes,
        reference_codes,
        selection_test_codes,
        disclosure_codes,
        measures,
        retention_codes,
        own_page_codes,
        extracts,
    )
    named = [one for module in modules for one in vars(module).values()]
    of_applications = {ApplicationStatus, Degree, RecognitionGround, RecognitionVerdict}
    lists = {value for value in named if isinstance(value, type) and issubclass(value, StrEnum)}
    assert (lists | of_applications | {Area}) - {StrEnum} - shown_otherwise == set(swedish.WORDS)
    assert set(swedish.STATES) == set(Status)
    assert set(swedish.ORDER_LOOKS) == set(OrderStatus)
    assert set(swedish.CAMPAIGN_LOOKS) == set(CampaignStatus)
    assert set(swedish.REFERRAL_LOOKS) == set(ReferralStatus)
    assert set(swedish.REFERENCE_LOOKS) == set(ReferenceStatus)
    assert set(swedish.INTERVIEW_LOOKS) == set(InterviewStatus)
    assert set(referral_words.FEEDBACK_TEXTS) == set(FeedbackTemplate)
    of_other_pages = {CampaignCommand.CHANGE, CampaignCommand.SET_PROFILE, CampaignCommand.REVISE_PROFILE}
    assert set(campaign_decisions.CAMPAIGN_DECISIONS) == set(CampaignCommand) - of_other_pages
    assert set(order_decisions.ORDER_DECISIONS) == set(OrderCommand) - {OrderCommand.SAVE_DRAFT}
    assert set(swedish.PURPOSE_HELP) == set(Purpose)
    assert set(decisions.DECISIONS) == set(Command) - {Command.SAVE_DRAFT, Command.GO_ON_AFTER_HIRE}


def published() -> list[type[events.SupportRequestEvent]]:
    """Return every event of the specialist team."""
    return events.SupportRequestEvent.__subclasses__()


def test_every_event_is_told_and_listened_to() -> None:
    of_the_policy: list[type[Event]] = [
        *policy_events.PolicyEvent.__subclasses__(),
        policy_events.SituationStated,
        demand.DemandReported,
    ]
    of_the_team: list[type[Event]] = [
        *availability_events.AvailabilityEvent.__subclasses__(),
        planning_events.PlanProposed,
    ]
    of_time: list[type[Event]] = [*time_events.TimeReportEvent.__subclasses__()]
    of_orders: list[type[Event]] = [
        order_events.OrderDrafted,
        order_events.OrderPlaced,
        order_events.OrderReturned,
        order_events.OrderAccepted,
        order_events.OrderCancelled,
        order_events.OrderClosed,
    ]
    of_campaigns: list[type[Event]] = [*campaign_events.CampaignEvent.__subclasses__()]
    of_interviews: list[type[Event]] = [*interview_events.InterviewEvent.__subclasses__()]
    of_referrals: list[type[Event]] = [
        referral_events.ReferralProposed,
        referral_events.ReferralChosen,
        referral_events.ReferralPassedOver,
        referral_events.ReferralAccepted,
        referral_events.ReferralTurnedDown,
        referral_events.ReferralLapsed,
    ]
    heard = [*published(), *of_time, *of_orders, *of_referrals]
    told = [*heard, *of_the_policy, *of_the_team, *of_campaigns, *of_interviews]
    names = {str(one.model_fields["type"].default).split(".")[1] for one in told}
    assert set(event_looks.EVENTS) == names
    assert {one.event for one in subscriptions.SUBSCRIPTIONS} == set(heard)


def refusal_codes() -> set[str]:
    """Return the code of every refusal that the team's service can give."""
    modules = (
        team_refusals,
        policy_refusals,
        assignment_refusals,
        availability_refusals,
        employment_refusals,
        import_refusals,
        time_refusals,
        order_refusals,
        calibration_refusals,
        campaign_refusals,
        screening_refusals,
        application_refusals,
        matching_refusals,
        referral_refusals,
        interview_refusals,
        reference_refusals,
        selection_test_refusals,
        disclosure_refusals,
        spreadsheets,
    )
    found = [one for module in modules for one in vars(module).values() if isinstance(one, type)]
    ours = {module.__name__ for module in modules}
    own = [one for one in found if issubclass(one, ServiceError) and one.__module__ in ours]
    naming_a_status = {
        team_refusals.RequestIs,
        policy_refusals.PolicyIs,
        availability_refusals.TimeOffIs,
        import_refusals.ImportIs,
        order_refusals.OrderIs,
        campaign_refusals.CampaignIs,
        application_refusals.ApplicationFileIs,
        referral_refusals.ReferralIs,
        interview_refusals.InterviewIs,
        reference_refusals.ReferenceIs,
    }
    return {one("").code for one in own if one not in naming_a_status} | {"version_conflict", "role_may_not"}


def test_every_refusal_says_what_to_do() -> None:
    general = refusals.heading_and_advice("something never heard of")
    for code in refusal_codes():
        assert code in forms._IN_WORDS or refusals.heading_and_advice(code) != general, code
    for status in Status:
        assert refusals.heading_and_advice(f"request_is_{status}") != general
    for order in OrderStatus:
        assert refusals.heading_and_advice(order_refusals.OrderIs(order).code) != general
    for campaign in CampaignStatus:
        assert refusals.heading_and_advice(campaign_refusals.CampaignIs(campaign).code) != general
    for stage in ApplicationFileStatus:
        assert refusals.heading_and_advice(application_refusals.ApplicationFileIs(stage).code) != general
    for state in availability.TimeOffState:
        assert refusals.heading_and_advice(availability_refusals.TimeOffIs(state).code) != general
    for far in imports.ImportStatus:
        assert refusals.heading_and_advice(import_refusals.ImportIs(far).code) != general
    for stands in policy.PolicyStatus:
        assert refusals.heading_and_advice(policy_refusals.PolicyIs(stands).code) != general


def test_every_status_of_interviews_and_references_says_what_to_do() -> None:
    general = refusals.heading_and_advice("something never heard of")
    for what in InterviewStatus:
        assert refusals.heading_and_advice(interview_refusals.InterviewIs(what).code) != general
    for far in ReferenceStatus:
        assert refusals.heading_and_advice(reference_refusals.ReferenceIs(far).code) != general


@pytest.mark.parametrize("status", [400, 403, 404, 409, 429, 500, 503])
def test_error_pages_say_what_to_do(status: int) -> None:
    heading, advice = error_pages.WORDS[status]
    assert text(heading)
    assert text(advice).endswith(".")


def test_every_field_of_every_form_has_its_remedy() -> None:
    asked = {name for decision in decisions.DECISIONS.values() for name in decision.fields} - {"queue"}
    asked |= set(api.SupportRequestDraft.model_fields)
    asked |= set(policy.ProposePolicy.model_fields) - {"rule"} | set(policy.PolicyRule.model_fields)
    asked |= set(policy.TermRule.model_fields) - {"term"}
    assert asked - set(forms._BY_FIELD) == set()


def test_specialists_are_titles() -> None:
    assert formats.specialist_title("specialist-c") == "Specialist C"
