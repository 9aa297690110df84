"""Matching runs as HTTP bodies: what came out by position, what a repair changed, and why this match."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from contracts.recruitment import matching as api
from contracts.recruitment.matching_codes import WishOutcome
from services.recruitment.domain import explaining, matching_run, run_input, scoring
from services.recruitment.domain.campaign import Opening, ProfileVersion
from services.recruitment.domain.explaining import Answer, Outcome
from services.recruitment.domain.lot import commitment
from services.recruitment.domain.matching_run import Run
from services.recruitment.domain.rank_statistics import Ranks
from services.recruitment.matching_handlers import Made
from services.recruitment.matching_store import Kept

SHOWN: Final = 10
"""How many of a position's ranking are shown at least, when so many wish it."""
_OUTCOMES: Final[Mapping[Outcome, WishOutcome]] = {
    Outcome.GOT: WishOutcome.GOT,
    Outcome.SETTLED: WishOutcome.SETTLED,
    Outcome.LIKED_LESS: WishOutcome.LIKED_LESS,
    Outcome.STOPPED_AT_GATE: WishOutcome.ALREADY_TRIED,
    Outcome.POSITION_FULL: WishOutcome.POSITION_FULL,
    Outcome.DISTRICT_FULL: WishOutcome.DISTRICT_FULL,
}
"""Everybody in a run meets every must of the campaign: who is stopped was tried for the position before."""


def head(kept: Kept) -> api.MatchingRunHead:
    """Return a run as it stands in a list."""
    return api.MatchingRunHead(
        id=kept.id,
        number=kept.number,
        made_at=kept.made_at,
        repairs=kept.repairs,
        candidates=kept.candidates,
        positions=kept.positions,
        matched=kept.matched,
    )


def lot(seed: bytes, *, revealed: bool) -> api.Lot:
    """Return the lot; its seed only when it can no longer favour anybody."""
    return api.Lot(commitment=commitment(seed), seed=seed.hex() if revealed else None)


def whole(kept: Kept, made: Made) -> api.MatchingRun:
    """Return a kept run with what it gives when it is made again."""
    snapshot = made.run.snapshot
    return api.MatchingRun(
        id=kept.id,
        campaign=kept.campaign_id,
        number=kept.number,
        made_at=kept.made_at,
        repairs=kept.repairs,
        fingerprint=snapshot.fingerprint,
        seed=snapshot.seed,
        rule_version=snapshot.rule_version,
        same=matching_run.record(made.run) == kept.record,
        result=result(made),
    )


def result(made: Made) -> api.Matched:
    """Return what came out."""
    run = made.run
    return api.Matched(
        candidates=len(run.instance.wishes),
        not_judged=made.given.not_judged,
        short_of_must=made.given.short_of_must,
        most=max((seat.most for seat in run.snapshot.positions.values()), default=0),
        limits=dict(run.snapshot.limits),
        positions=[_position(made, one) for one in made.campaign.openings if str(one.id) in run.snapshot.positions],
        unmatched_numbers=sorted(
            made.applications[who].number for who in run.instance.wishes if who not in run.matching
        ),
        changes=_changes(made),
        certificate=api.RunCertificate(
            holds=run.proof.holds,
            acceptable_pairs=run.proof.acceptable_pairs,
            blocking_pairs=len(run.proof.blocking),
        ),
        ranks=_ranks(run.ranks.candidates),
        position_ranks=_ranks(run.ranks.positions),
        ranks_if_positions_first=_ranks(run.ranks_if_positions_first.candidates),
    )


def _ranks(ranks: Ranks) -> api.Ranks:
    return api.Ranks(
        matched=ranks.matched,
        total=ranks.total,
        first_choices=ranks.first_choices,
        regret=ranks.regret,
        counts=list(ranks.profile),
    )


def called(opening: Opening) -> str:
    """Return what a position is called: its order's reference and its number there."""
    return f"{opening.reference}/{opening.number}"


def _position(made: Made, opening: Opening) -> api.MatchedPosition:
    name, run = str(opening.id), made.run
    accepted = next((who for who, where in run.snapshot.settled.items() if where == name), None)
    lines = explaining.line_up(run, name)
    inside = next((line for line in lines if line.here), None)
    got = accepted or (inside.candidate if inside else None)
    application = made.applications.get(got) if got else None
    return api.MatchedPosition(
        position=opening.id,
        reference=called(opening),
        district=opening.district,
        unit=opening.unit,
        held=run.snapshot.positions[name].capacity == 0,
        settled=accepted is not None,
        application=application.id if application else None,
        number=application.number if application else None,
        rank=inside.rank if inside else None,
        wish=_wish(run, got, name) if application and application.wishes and got else None,
        wished_by=len(lines),
        rankings=[_ranked(made, line) for line in lines[: max(SHOWN, inside.rank if inside else 0)]],
    )


def _wish(run: Run, who: str, name: str) -> int | None:
    wishes = run.snapshot.wishes[who]
    return wishes.index(name) + 1 if who not in run.snapshot.settled else None


def _ranked(made: Made, line: explaining.Line) -> api.RankedApplication:
    application = made.applications[line.candidate]
    return api.RankedApplication(
        application=application.id,
        number=application.number,
        rank=line.rank,
        points=line.points,
        here=line.here,
        liked_elsewhere=line.liked_elsewhere,
    )


def _changes(made: Made) -> list[api.MatchingChange]:
    before, run = made.run.snapshot.before, made.run
    names = {str(one.id): called(one) for one in made.campaign.openings}
    moved = [
        (made.applications[who], before.get(who), run.matching.get(who))
        for who in {**before, **run.matching}
        if before and before.get(who) != run.matching.get(who)
    ]
    return [
        api.MatchingChange(
            application=one.id,
            number=one.number,
            before=names.get(was) if was else None,
            after=names.get(now) if now else None,
        )
        for one, was, now in sorted(moved, key=lambda each: each[0].number)
    ]


def explanation(made: Made, application: UUID, profile: ProfileVersion, times_referred: int) -> api.MatchExplanation:
    """Return why the candidate got what it got, or nothing."""
    who, merits = str(application), {one.id: one for one in profile.criteria}
    weights = run_input.weights(profile.criteria)
    levels = made.given.levels.get(who, {})
    openings = {str(one.id): one for one in made.campaign.openings}
    return api.MatchExplanation(
        application=application,
        number=made.applications[who].number,
        wishes_stated=bool(made.applications[who].wishes),
        most=scoring.MOST * sum(weights.values()),
        terms=[
            api.RunTerm(
                criterion=term.criterion,
                title=merits[term.criterion].title,
                weight=term.weight,
                level=term.level,
                points=term.points,
            )
            for term in scoring.score(weights, levels).terms
        ],
        answers=[_answer(one, openings[one.position]) for one in explaining.explained(made.run, who)],
        raises=[
            api.Raise(
                criterion=one.term.criterion,
                title=merits[one.term.criterion].title,
                level=one.term.level,
                reference=called(openings[one.position]),
            )
            for one in explaining.what_would_change(made.run, who, weights, levels)
        ],
        times_referred=times_referred,
    )


def _answer(answer: Answer, opening: Opening) -> api.WishAnswer:
    return api.WishAnswer(
        position=opening.id,
        reference=called(opening),
        unit=opening.unit,
        outcome=_OUTCOMES[answer.outcome],
        rank=answer.rank,
        cut_off=answer.cut_off,
        points=answer.points,
        cut_off_points=answer.cut_off_points,
        short=answer.short,
    )
