"""Plans in the database: kept as they were made."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from contracts.specialist_team.codes import Status
from contracts.specialist_team.planning import Plan
from libs.database import Transaction
from services.specialist_team.planner_tables import plan, plan_order
from services.specialist_team.store import support_request


async def latest(tx: Transaction) -> Plan | None:
    """Return the latest plan, None before the first."""
    content = (await tx.execute(select(plan.c.content).order_by(plan.c.made_at.desc()).limit(1))).scalar_one_or_none()
    return None if content is None else Plan.model_validate(content)


async def has_a_queue(tx: Transaction) -> bool:
    """Tell whether anybody waits to be planned for."""
    queued = select(support_request.c.id).where(support_request.c.status == Status.QUEUED).limit(1)
    return (await tx.execute(queued)).one_or_none() is not None


async def lacks_a_request(tx: Transaction, made: Plan) -> bool:
    """Tell whether the queue holds a request that the plan says nothing of."""
    known = {one.request for one in made.proposals} | {one.request for one in made.without_proposals}
    queued = select(support_request.c.id).where(support_request.c.status == Status.QUEUED)
    return not set((await tx.execute(queued)).scalars()) <= known


async def keep(tx: Transaction, made: Plan) -> None:
    """Store a plan."""
    row = {
        "id": made.id,
        "made_at": made.made_at,
        "fingerprint": made.input_hash,
        "solver_version": made.solver_version,
        "proven": made.proven,
        "gap_per_mille": made.gap_per_mille,
        "content": made.model_dump(mode="json", by_alias=True),
    }
    await tx.execute(plan.insert().values(row))


async def order(tx: Transaction, now: datetime) -> None:
    """Remember that somebody wants a plan now."""
    statement = insert(plan_order).values(id=1, wanted_at=now)
    await tx.execute(statement.on_conflict_do_update(index_elements=["id"], set_={"wanted_at": now}))


async def wanted_at(tx: Transaction) -> datetime | None:
    """Return when somebody last asked for a plan."""
    wanted: datetime | None = (await tx.execute(select(plan_order.c.wanted_at))).scalar_one_or_none()
    return wanted
