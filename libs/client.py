"""The one place that makes HTTP clients for other services: time limits, retries that are safe, the trace passed on."""

from typing import Any

import httpx
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt, wait_random_exponential

from contracts.problem import Problem
from libs.refusals import Unavailable

_propagator = TraceContextTextMapPropagator()
_LONG_SECONDS = 30
_RETRYABLE_STATUSES = frozenset({502, 503, 504})


class Refused(Exception):
    """Another service said no; ``problem`` says why."""

    def __init__(self, problem: Problem) -> None:
        """Take the problem as it came."""
        super().__init__(problem.detail)
        self.problem = problem


class _TryAgain(Exception):
    pass


class ServiceClient:
    """Calls one service as one signed-in person."""

    def __init__(self, http: httpx.AsyncClient, base_url: str) -> None:
        """Take the shared HTTP client and the service's address."""
        self._http = http
        self._base_url = base_url

    async def get(self, path: str, token: str, params: dict[str, Any] | None = None) -> bytes:
        """Return the body of a GET; raises Refused or Unavailable."""
        return await self._send("GET", path, token, {}, params=params)

    async def get_reckoned(self, path: str, token: str, params: dict[str, Any]) -> bytes:
        """Return the body of a GET whose answer takes the service a while to reckon; raises as ``get``."""
        return await self._send("GET", path, token, {}, params=params, timeout=_LONG_SECONDS)

    async def post(self, path: str, token: str, key: str, body: bytes) -> bytes:
        """Send a command under the idempotency key ``key``, again if the answer was lost; raises as ``get``."""
        headers = {"Idempotency-Key": key, "Content-Type": "application/json"}
        return await self._send("POST", path, token, headers, content=body)

    async def send_file(self, path: str, token: str, key: str, content: bytes, params: dict[str, Any]) -> bytes:
        """Send a file as it is under the idempotency key ``key``; reading it may take a while. Raises as ``get``."""
        headers = {"Idempotency-Key": key, "Content-Type": "application/octet-stream"}
        return await self._send("POST", path, token, headers, content=content, params=params, timeout=_LONG_SECONDS)

    async def _send(self, method: str, path: str, token: str, headers: dict[str, str], **kwargs: Any) -> bytes:
        headers = {"Authorization": f"Bearer {token}"} | headers
        _propagator.inject(headers)
        try:
            async for attempt in AsyncRetrying(
                retry=retry_if_exception(lambda e: isinstance(e, (httpx.TransportError, _TryAgain))),
                stop=stop_after_attempt(3),
                wait=wait_random_exponential(multiplier=0.1, max=1),
                reraise=True,
            ):
                with attempt:
                    response = await self._http.request(method, self._base_url + path, headers=headers, **kwargs)
                    _check_answers(response)
        except (httpx.TransportError, _TryAgain) as error:
            raise Unavailable("The service does not answer.") from error
        if response.is_success:
            return response.content
        raise Refused(_problem(response))


def _check_answers(response: httpx.Response) -> None:
    if response.status_code in _RETRYABLE_STATUSES:
        raise _TryAgain


def _problem(response: httpx.Response) -> Problem:
    try:
        return Problem.model_validate_json(response.content)
    except ValueError:
        return Problem(
            title=response.reason_phrase,
            status=response.status_code,
            detail="The service gave an answer that could not be read.",
            code="unreadable_answer",
            instance=response.request.url.path,
            reference="",
        )


def http_client() -> httpx.AsyncClient:
    """Return the client that a process shares: 5 s per call, 50 connections."""
    return httpx.AsyncClient(timeout=httpx.Timeout(5, connect=2), limits=httpx.Limits(max_connections=50))
