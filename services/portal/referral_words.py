"""Swedish words of matching, referrals, offers and answers to candidates."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from contracts.recruitment.matching_codes import WishOutcome
from contracts.recruitment.referral_codes import (
    FeedbackTemplate,
    PassOverReason,
    ReferralCommand,
    ReferralEnding,
    ReferralStatus,
)
from services.portal.language import word

REFERRAL_STATES: Final[dict[ReferralStatus, tuple[str, str, str]]] = {
    ReferralStatus.PROPOSED: (word("Föreslagen"), "s-new", "blue"),
    ReferralStatus.CHOSEN: (word("Vald"), "s-triaged", "petrol"),
    ReferralStatus.PASSED_OVER: (word("Inte vald"), "s-no", "grey"),
    ReferralStatus.OFFERED: (word("Erbjuden"), "s-offered", "petrol"),
    ReferralStatus.ACCEPTED: (word("Anställd"), "s-done", "green"),
    ReferralStatus.TURNED_DOWN: (word("Tackade nej"), "s-no", "grey"),
    ReferralStatus.LAPSED: (word("Svarade inte i tid"), "s-late", "grey"),
    ReferralStatus.RETRACTED: (word("Tillbakatagen"), "s-no", "grey"),
    ReferralStatus.ENDED: (word("Inte längre aktuell"), "s-no", "grey"),
}
"""Word, glyph and tone."""

REFERRAL_EVENTS: Final[dict[str, tuple[str, str, str, str]]] = {
    "referral_proposed": (
        word("Kandidaten föreslogs"),
        word("Kandidater är föreslagna till en tjänst i enheten."),
        "person",
        "blue",
    ),
    "referral_chosen": (word("Kandidaten valdes"), word("En chef valde en kandidat."), "check", "purple"),
    "referral_passed_over": (
        word("Kandidaten valdes inte"),
        word("En chef valde bort en kandidat."),
        "cross",
        "grey",
    ),
    "referral_accepted": (
        word("Kandidaten tackade ja"),
        word("En kandidat har tackat ja till en tjänst i enheten."),
        "check",
        "green",
    ),
    "referral_turned_down": (
        word("Kandidaten tackade nej"),
        word("En kandidat har tackat nej till en tjänst i enheten."),
        "cross",
        "yellow",
    ),
    "referral_lapsed": (
        word("Erbjudandet löpte ut"),
        word("En kandidat har inte svarat i tid på ett erbjudande."),
        "time",
        "yellow",
    ),
}
"""How an event is told: in a history, in a mail; icon and tone."""

REFERRAL_WORDS: Final[dict[type[StrEnum], dict[StrEnum, str]]] = {
    ReferralCommand: {
        ReferralCommand.CHOOSE: word("Välj kandidaten"),
        ReferralCommand.PASS_OVER: word("Välj inte"),
        ReferralCommand.SEE_DOCUMENTS: word("Anteckna sedda handlingar"),
        ReferralCommand.OFFER: word("Erbjud tjänsten"),
        ReferralCommand.ACCEPT: word("Kandidaten tackar ja"),
        ReferralCommand.TURN_DOWN: word("Kandidaten tackar nej"),
        ReferralCommand.RETRACT: word("Ta tillbaka"),
    },
    PassOverReason: {
        PassOverReason.CLOSER_TO_PROFILE: word("En annan kandidat svarar bättre mot kravprofilen"),
        PassOverReason.REQUIREMENT_NOT_SHOWN: word("Ett krav är inte visat"),
        PassOverReason.CANNOT_START: word("Kan inte börja i tid"),
        PassOverReason.NOT_INTERESTED: word("Kandidaten är inte intresserad av tjänsten"),
    },
    ReferralEnding: {
        ReferralEnding.POSITION_FILLED: word("Tjänsten är tillsatt"),
        ReferralEnding.POSITION_CANCELLED: word("Tjänsten är avbeställd"),
        ReferralEnding.HIRED_ELSEWHERE: word("Har tackat ja till en annan tjänst"),
        ReferralEnding.WITHDRAWN: word("Har tagit tillbaka sin ansökan"),
        ReferralEnding.CAMPAIGN_CANCELLED: word("Omgången är inställd"),
    },
    FeedbackTemplate: {
        FeedbackTemplate.REQUIREMENT_NOT_MET: word("Uppfyller inte ett krav"),
        FeedbackTemplate.CLOSER_TO_PROFILE: word("Andra svarar bättre mot kravprofilen"),
        FeedbackTemplate.NO_POSITION_LEFT: word("Det fanns ingen tjänst kvar"),
        FeedbackTemplate.OFFER_NOT_TAKEN: word("Tackade inte ja till ett erbjudande"),
        FeedbackTemplate.CAMPAIGN_CANCELLED: word("Omgången är inställd"),
    },
    WishOutcome: {
        WishOutcome.GOT: word("Matchad här"),
        WishOutcome.SETTLED: word("Erbjuden eller anställd här"),
        WishOutcome.LIKED_LESS: word("Fick något som önskades mer"),
        WishOutcome.ALREADY_TRIED: word("Redan prövad för tjänsten"),
        WishOutcome.POSITION_FULL: word("Andra rangordnades före"),
        WishOutcome.DISTRICT_FULL: word("Stadsdelens tak var nått"),
    },
}

FEEDBACK_TEXTS: Final[dict[FeedbackTemplate, str]] = {
    FeedbackTemplate.REQUIREMENT_NOT_MET: word(
        "Tack för din ansökan. Du går inte vidare, eftersom din ansökan inte visar att du uppfyller ett av kraven: "
    ),
    FeedbackTemplate.CLOSER_TO_PROFILE: word(
        "Tack för din ansökan. Du uppfyller kraven. De som erbjuds tjänst svarar bättre mot kravprofilen i fråga om "
    ),
    FeedbackTemplate.NO_POSITION_LEFT: word(
        "Tack för din ansökan. Du uppfyller kraven, men de tjänster som du ville ha är tillsatta. "
    ),
    FeedbackTemplate.OFFER_NOT_TAKEN: word(
        "Tack för din ansökan och för att du berättade hur du ville göra med vårt erbjudande. "
    ),
    FeedbackTemplate.CAMPAIGN_CANCELLED: word(
        "Tack för din ansökan. Rekryteringen är inställd, och ingen anställs genom den. "
    ),
}
"""How an answer begins; a person writes it to the end."""

REFERRAL_REFUSALS: Final[Mapping[str, tuple[str, str]]] = {
    "matching_run_not_found": (word("Matchningen finns inte"), word("Läs omgångens matchningar igen.")),
    "nobody_to_match": (
        word("Det finns ingen att matcha"),
        word("Bedöm ansökningarna först. Ingen är bedömd att uppfylla alla krav än."),
    ),
    "matching_not_proven": (
        word("Reparationen kunde inte bevisas"),
        word("Gör en ny matchning i stället för att reparera den förra."),
    ),
    "position_not_found": (
        word("Tjänsten finns inte"),
        word("Den är inte i någon omgång, eller hör till en annan stadsdel."),
    ),
    "referral_not_found": (word("Kandidaten är inte föreslagen"), word("Läs tjänstens sida igen.")),
    "position_is_not_open": (word("Tjänsten är inte vakant längre"), word("Den är tillsatt eller avbeställd.")),
    "another_is_chosen": (
        word("En annan kandidat är vald"),
        word("Vänta på svaret, eller be HR-service ta tillbaka valet."),
    ),
    "person_has_an_offer": (
        word("Kandidaten har redan ett erbjudande"),
        word("Vänta på svaret. En person har ett erbjudande i taget."),
    ),
    "documents_not_seen": (word("Handlingar saknas"), word("Se det som lagen kräver före erbjudandet.")),
    "applications_not_judged": (
        word("Alla ansökningar är inte bedömda"),
        word("Bedöm alla i omgången innan någon erbjuds en tjänst."),
    ),
    "answer_is_too_late": (word("Svarstiden har gått ut"), word("Erbjudandet gäller inte längre.")),
    "feedback_is_given": (word("Kandidaten har fått besked"), word("Det som sades står kvar.")),
    "feedback_too_early": (
        word("Det är för tidigt att ge besked"),
        word("Kandidaten är föreslagen eller har ett erbjudande. Vänta tills det är avgjort."),
    ),
    "nobody_to_answer": (
        word("Kandidaten behöver inget besked"),
        word("Ansökan är återtagen, eller kandidaten är anställd."),
    ),
    "application_is_over": (word("Kandidaten är anställd"), word("Det finns ingen ansökan att ta tillbaka.")),
}
REFERRAL_RULES: Final[Mapping[str, str]] = {
    "held_is_not_in_campaign": word("Välj bland omgångens vakanta tjänster som ingen har ett erbjudande om."),
    "limit_outside_campaign": word("Sätt tak för stadsdelar som omgången rekryterar till."),
    "limit_below_offered": word("De som har ett erbjudande eller har tackat ja räknas in. Höj taket."),
    "repairs_no_run_of_campaign": word("Välj en av omgångens matchningar."),
    "not_among_applications": word("Välj bland omgångens ansökningar som inte är återtagna."),
    "requirements_not_met": word("Välj bland dem som är bedömda att uppfylla alla krav."),
    "already_proposed": word("Kandidaten är redan föreslagen för tjänsten."),
    "document_not_asked_for": word("Be bara om handlingar som en regel kräver."),
    "answer_by_out_of_range": word("Välj en dag från i morgon och högst 30 dagar fram."),
}
"""What to do about a rule of the trade, by the refusal's code."""
REFERRAL_MOVED_ON: Final = (
    word("Kandidaten har gått vidare"),
    word("Någon annan hann före. Läs hur det står nu och se vad du kan göra."),
)
REFERRAL_TROUBLES: Final[Mapping[str, tuple[str, str]]] = {
    "version_conflict": (
        word("Någon har hunnit ändra"),
        word("Det du skrev finns kvar. Läs hur det står nu och skicka igen om det fortfarande gäller."),
    ),
    "role_may_not": (
        word("Din roll får inte göra detta"),
        word("Läs sidan igen för att se vad du kan göra. Behöver du mer behörighet, fråga din chef."),
    ),
    "unavailable": (
        word("Det sparades inte"),
        word("Rekryteringens tjänst svarar inte just nu. Det du skrev finns kvar. Försök igen om en stund."),
    ),
}
"""What every service may say, in the words of a referral."""
REFERRAL_FIELDS: Final[Mapping[str, str]] = {
    "reason": word("Välj eller skriv ett skäl, 3 till 600 tecken."),
    "note": word("Skriv högst 600 tecken."),
    "answer_by": word("Välj en dag, till exempel 2027-02-14."),
    "starts_on": word("Välj en första dag, till exempel 2027-04-01."),
    "documents": word("Välj minst en handling."),
    "template": word("Välj vad beskedet bygger på."),
    "text": word("Skriv beskedet, 10 till 1 000 tecken."),
    "candidates": word("Välj en till fem kandidater och skriv varför för var och en."),
    "limits": word("Skriv ett helt tal mellan 0 och 200, eller lämna tomt."),
}
"""What a field takes, where other forms say otherwise."""
