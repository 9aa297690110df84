"""Giving out documents: what is read in passages, what is masked from the start, and what is given in the end.

Sources: TF 2 kap. (applications are public documents, and so is the list of applicants; nobody may be asked why), with
the exceptions of OSL 39 kap. 5 a § for selection tests and 5 b § for top managers.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from contracts.event import ActorReference
from contracts.recruitment.disclosure_codes import DisclosedDocument, DisclosureStatus, MaskGround, PassageName
from contracts.recruitment.disclosure_events import DisclosureBegun, DisclosureGiven
from contracts.recruitment.screening_codes import Ground
from services.recruitment.domain.disclosure_refusals import (
    DisclosureIsAnothers,
    DisclosureIsGiven,
    NothingToDisclose,
    UnknownPassage,
)

_TELLS_WHO = frozenset({DisclosedDocument.APPLICANTS, DisclosedDocument.APPLICATION})
_WHO = frozenset({PassageName.NAME, PassageName.IDENTITY_NUMBER, PassageName.EMAIL, PassageName.PHONE})
_OWN_WORDS = frozenset({PassageName.EXPERIENCE, PassageName.LETTER, PassageName.NOTE, PassageName.FEEDBACK})
_WORDS = _OWN_WORDS | {PassageName.PROPOSED_FOR, PassageName.DECISION}
"""What somebody has written in words of one's own, where anything may stand."""


@dataclass(frozen=True)
class Disclosure:
    """Documents of a campaign that somebody looks through and gives out."""

    id: UUID
    campaign_id: UUID
    version: int
    status: DisclosureStatus
    documents: tuple[DisclosedDocument, ...]
    numbers: tuple[int, ...]
    begun_by: str
    begun_at: datetime
    given_at: datetime | None = None
    given: int = 0
    masks: tuple[tuple[str, MaskGround], ...] = ()
    """Which passages were not given out, and on which ground; what they said is gone."""

    @property
    def tells_who(self) -> bool:
        """Tell whether who reads it learns who the candidates are."""
        return bool(_TELLS_WHO & {*self.documents})

    @property
    def masked(self) -> dict[MaskGround, int]:
        """How many passages were masked on each ground."""
        counted = Counter(ground for _, ground in self.masks)
        return {ground: counted[ground] for ground in MaskGround if counted[ground]}


@dataclass(frozen=True)
class Said:
    """Something that a document says, before it is known what is masked."""

    name: PassageName
    text: str
    about: str = ""
    count: int | None = None
    rests_on: Ground | None = None


@dataclass(frozen=True)
class Passage:
    """A piece of a document, given out or masked as a whole; ``text`` None of what nobody is told.

    ``rests_on`` is a judgement's ground, and goes with it.
    """

    application_id: UUID
    number: int
    document: DisclosedDocument
    name: PassageName
    id: str
    about: str = ""
    count: int | None = None
    text: str | None = None
    rests_on: Ground | None = None
    ground: MaskGround | None = None
    fixed: bool = False


def paragraphs(name: PassageName, text: str, about: str = "") -> list[Said]:
    r"""Return each paragraph as something said, so that one can be masked and the others given out.

    >>> [(one.text, one.count) for one in paragraphs(PassageName.LETTER, "Jag söker.\\n\\nJag har utrett.")]
    [('Jag söker.', 1), ('Jag har utrett.', 2)]
    """
    parts = [part.strip() for part in text.splitlines() if part.strip()]
    return [Said(name, part, about, number if len(parts) > 1 else None) for number, part in enumerate(parts, start=1)]


def passages(
    application_id: UUID, number: int, said: Mapping[DisclosedDocument, Sequence[Said]], *, protected: bool
) -> list[Passage]:
    """Return the documents of an application in passages, masked from the start as the rules say.

    What a test showed is never told here, and neither is who has a protected identity; what such a person has written,
    or somebody has written about one, is masked until somebody has read it and says otherwise.
    """
    return [
        _passage(Passage(application_id, number, document, one.name, f"{number}.{document}.{place}"), one, protected)
        for document, every in said.items()
        for place, one in enumerate(every, start=1)
    ]


def _passage(empty: Passage, one: Said, protected: bool) -> Passage:  # noqa: FBT001 - inside the module
    told = replace(empty, about=one.about, count=one.count)
    if empty.document is DisclosedDocument.TESTS:
        return replace(told, ground=MaskGround.SELECTION_TEST, fixed=True)
    if protected and one.name in _WHO:
        return replace(told, ground=MaskGround.PROTECTED_IDENTITY, fixed=True)
    masked = MaskGround.PROTECTED_IDENTITY if protected and one.name in _WORDS else None
    return replace(told, text=one.text, rests_on=one.rests_on, ground=masked)


def masked(read: Sequence[Passage], masks: Iterable[tuple[str, MaskGround]]) -> list[Passage]:
    """Return what is given out: what is masked says nothing. What is fixed stays as it is. Raises UnknownPassage."""
    chosen = dict(masks)
    if unknown := chosen.keys() - {one.id for one in read}:
        raise UnknownPassage.because(f"There is no passage {min(unknown)}.")
    return [one if one.fixed else _given(one, chosen.get(one.id)) for one in read]


def _given(one: Passage, ground: MaskGround | None) -> Passage:
    return replace(one, ground=ground, text=None, rests_on=None) if ground else replace(one, ground=None)


def begin(begun: Disclosure, identities: Sequence[UUID], by: ActorReference) -> DisclosureBegun:
    """Return the event that somebody looks documents through, and whose identities that shows."""
    return DisclosureBegun(
        subject_id=begun.id,
        subject_version=begun.version,
        occurred_at=begun.begun_at,
        actor=by,
        campaign_id=begun.campaign_id,
        documents=list(begun.documents),
        identities=list(identities),
    )


def require_own(disclosure: Disclosure, person: str) -> None:
    """Raise DisclosureIsAnothers unless the person began it."""
    if disclosure.begun_by != person:
        raise DisclosureIsAnothers("Somebody else began it. Begin one of your own.")


def give(
    disclosure: Disclosure, passages: Sequence[Passage], by: ActorReference, now: datetime
) -> tuple[Disclosure, DisclosureGiven]:
    """Give out the passages as they are masked. Raises DisclosureIsGiven or NothingToDisclose."""
    if disclosure.status is DisclosureStatus.GIVEN:
        raise DisclosureIsGiven("It is given out already. Begin another for what is asked for now.")
    if not passages:
        raise NothingToDisclose("There is no such document.")
    given = replace(
        disclosure,
        version=disclosure.version + 1,
        status=DisclosureStatus.GIVEN,
        given_at=now,
        given=sum(one.ground is None for one in passages),
        masks=tuple((one.id, one.ground) for one in passages if one.ground),
    )
    event = DisclosureGiven(
        subject_id=given.id,
        subject_version=given.version,
        occurred_at=now,
        actor=by,
        campaign_id=given.campaign_id,
        documents=list(given.documents),
        given=given.given,
        masked=given.masked,
    )
    return given, event
