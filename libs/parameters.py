"""Query parameters: one that a route does not know is refused, so that a misspelt filter does not show everything."""

from fastapi import Request
from fastapi.dependencies.utils import get_flat_params
from fastapi.routing import APIRoute

from contracts.problem import FieldError
from libs.refusals import Invalid, snake_case


class UnknownParameter(Invalid):
    """The route has no such query parameter."""


def _known(route: APIRoute) -> frozenset[str]:
    return frozenset(field.alias for field in get_flat_params(route.dependant))


async def known_parameters(request: Request) -> None:
    """Refuse query parameters that the published document does not have; raises UnknownParameter."""
    route = request.scope["route"]
    if not request.query_params or not isinstance(route, APIRoute) or not route.include_in_schema:
        return
    known = _known(route)
    code = snake_case(UnknownParameter.__name__)
    message = "There is no such parameter; see the API's document."
    unknown = [name for name in request.query_params if name not in known]
    if unknown:
        errors = [FieldError(field=name[:100], code=code, message=message) for name in unknown[:10]]
        raise UnknownParameter("The address has parameters that mean nothing here; nothing was read.", errors=errors)
