"""Dashboards and alerts: every query is PromQL, and every metric in it is one that the kernel makes."""

import json
import re
from pathlib import Path
from typing import Any

import promql_parser
import pytest
import yaml

ROOT = Path(__file__).parents[2]
DASHBOARD: dict[str, Any] = json.loads((ROOT / "deploy" / "grafana" / "avlasta.json").read_text())
RULES = yaml.safe_load((ROOT / "deploy" / "grafana" / "alerts.yaml").read_text())["groups"][0]["rules"]
PANELS = [panel for panel in DASHBOARD["panels"] if panel["type"] != "row"]
QUERIES = [target["expr"] for panel in PANELS for target in panel["targets"]] + [rule["expr"] for rule in RULES]

# made by FastAPI's own telemetry (seen at /metrics), and by Prometheus itself
_FROM_OTHERS = {"http_server_request_duration_seconds", "up"}


def _made() -> set[str]:
    """What libs make, by the names that OpenTelemetry's Prometheus reader gives them."""
    source = "\n".join(file.read_text() for file in (ROOT / "libs").glob("*.py"))
    counters = re.findall(r'create_counter\(\s*"(\w+)"', source)
    histograms = re.findall(r'create_histogram\(\s*"(\w+)"', source)
    gauges = re.findall(r'gauge\(\s*"(\w+)"', source)
    return {f"{name}_total" for name in counters} | set(histograms) | set(gauges) | _FROM_OTHERS


def _selectors(node: Any) -> set[str]:
    if isinstance(node, promql_parser.VectorSelector):
        return {str(node.name)}
    names: set[str] = set()
    for attribute in ("expr", "lhs", "rhs", "vector_selector", "vs", "param"):
        if (child := getattr(node, attribute, None)) is not None:
            names |= _selectors(child)
    for child in getattr(node, "args", None) or []:
        names |= _selectors(child)
    return names


def _metrics(query: str) -> set[str]:
    names = _selectors(promql_parser.parse(query.replace("$service", ".*")))
    return {re.sub(r"_(bucket|count|sum)$", "", name) for name in names}


@pytest.mark.parametrize("query", QUERIES)
def test_query_is_valid_and_names_metrics_that_exist(query: str) -> None:
    metrics = _metrics(query)
    assert metrics
    assert metrics <= _made()


def test_a_metric_that_nobody_makes_is_found() -> None:
    assert _metrics('rate(no_such_total{job=~"$service"}[5m]) > 1') - _made() == {"no_such_total"}


def test_what_must_be_watched_is_on_the_dashboard() -> None:
    shown = set().union(*(_metrics(target["expr"]) for panel in PANELS for target in panel["targets"]))
    must = {
        *("outbox_unpublished", "outbox_oldest_age_seconds", "relay_is_leader", "consumer_lag_events"),
        *("consumer_lag_seconds", "duplicates_total", "parked_events_now", "parked_subjects", "gap_total"),
        *("handler_seconds", "relay_batch_seconds", "http_server_request_duration_seconds"),
    }
    assert must <= shown


def test_panels_do_not_overlap_and_have_numbers_of_their_own() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in DASHBOARD["panels"]:
        place = panel["gridPos"]
        cells = {
            (x, y)
            for x in range(place["x"], place["x"] + place["w"])
            for y in range(place["y"], place["y"] + place["h"])
        }
        assert not cells & taken, panel["title"]
        assert max(x for x, _ in cells) < 24
        taken |= cells
    numbers = [panel["id"] for panel in DASHBOARD["panels"]]
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_alert_says_how_bad_it_is_and_what_to_do(rule: dict[str, Any]) -> None:
    assert rule["labels"]["severity"] in {"critical", "warning"}
    assert rule["annotations"]["summary"]
    assert rule["annotations"]["description"]


def test_prometheus_reads_every_service() -> None:
    prometheus = yaml.safe_load((ROOT / "deploy" / "grafana" / "prometheus.yaml").read_text())
    read = {target for job in prometheus["scrape_configs"] for c in job["static_configs"] for target in c["targets"]}
    assert read == {"specialist-team:8001", "recruitment:8002", "portal:8000"}
