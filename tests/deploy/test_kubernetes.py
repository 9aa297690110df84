"""The Kubernetes manifests, checked by Kubernetes' own schemas; they are not applied to a cluster here.

Strimzi's and CloudNativePG's own kinds have no schema in a package: their structure is compared with our data.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from services.portal.settings import PortalSettings
from services.recruitment.settings import RecruitmentSettings

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "deploy" / "k8s"
Manifest = dict[str, Any]


def _manifests() -> Iterator[tuple[str, Manifest]]:
    for file in sorted(FOLDER.glob("*.yaml")):
        for manifest in yaml.safe_load_all(file.read_text()):
            if manifest["kind"] != "Kustomization":
                yield f"{file.name}:{manifest['kind']}:{manifest['metadata']['name']}", manifest


ALL = dict(_manifests())
OPERATORS = {name: m for name, m in ALL.items() if "strimzi.io" in m["apiVersion"] or "cnpg.io" in m["apiVersion"]}
KUBERNETES = {name: m for name, m in ALL.items() if name not in OPERATORS}
WORKLOADS = {name: m for name, m in ALL.items() if m["kind"] == "StatefulSet"}


@pytest.mark.parametrize("name", KUBERNETES)
def test_manifest_follows_the_schema(name: str) -> None:
    kubernetes_validate.validate(KUBERNETES[name], kubernetes_validate.latest_version(), strict=True)


def test_schema_check_bites() -> None:
    broken = json.loads(json.dumps(next(iter(WORKLOADS.values()))))
    broken["spec"]["replicaz"] = 2
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(broken, kubernetes_validate.latest_version(), strict=True)


def test_every_manifest_is_in_the_kustomization_and_in_our_namespace() -> None:
    listed = set(yaml.safe_load((FOLDER / "kustomization.yaml").read_text())["resources"])
    assert listed == {file.name for file in FOLDER.glob("*.yaml")} - {"kustomization.yaml"}
    for manifest in ALL.values():
        assert manifest["kind"] == "Namespace" or manifest["metadata"]["namespace"] == "avlasta"


@pytest.mark.parametrize("name", WORKLOADS)
def test_workload_is_locked_down_and_probed(name: str) -> None:
    pod = WORKLOADS[name]["spec"]["template"]["spec"]
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["automountServiceAccountToken"] is False
    for container in pod["initContainers"] + pod["containers"]:
        assert container["securityContext"]["readOnlyRootFilesystem"] is True
        assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
        assert container["resources"]["limits"]["memory"]
    (container,) = pod["containers"]
    assert container["readinessProbe"]["httpGet"]["path"] == "/health/ready"
    assert container["livenessProbe"]["httpGet"]["path"] == "/health/live"


@pytest.mark.parametrize("name", WORKLOADS)
def test_workload_is_given_known_settings_only(name: str) -> None:
    known = {
        f"AVLASTA_{field}".upper() for field in {**PortalSettings.model_fields, **RecruitmentSettings.model_fields}
    }
    (container,) = WORKLOADS[name]["spec"]["template"]["spec"]["containers"]
    assert {variable["name"] for variable in container["env"]} <= known
    assert set(ALL["settings.yaml:ConfigMap:settings"]["data"]) <= known


def test_each_workload_has_a_service_a_budget_and_a_network_policy() -> None:
    names = {m["metadata"]["name"] for m in WORKLOADS.values()}
    for kind in ("Service", "PodDisruptionBudget"):
        assert {m["metadata"]["name"] for m in ALL.values() if m["kind"] == kind} == names
    policies = {m["metadata"]["name"]: m["spec"] for m in ALL.values() if m["kind"] == "NetworkPolicy"}
    assert names <= set(policies)
    assert policies["nothing"]["podSelector"] == {}


@pytest.mark.parametrize("service", ["specialist-team", "recruitment"])
def test_only_the_portal_reaches_the_service(service: str) -> None:
    (rule,) = ALL[f"network.yaml:NetworkPolicy:{service}"]["spec"]["ingress"]
    pods = [source["podSelector"]["matchLabels"] for source in rule["from"] if "podSelector" in source]
    assert pods == [{"app.kubernetes.io/name": "portal"}]


def test_topics_are_those_that_we_list() -> None:
    listed = json.loads((ROOT / "deploy" / "topics.json").read_text())
    made = [m["spec"] for m in OPERATORS.values() if m["kind"] == "KafkaTopic"]
    wanted = {(t["name"], t["partitions"], t["config"]["retention.ms"]) for t in listed}
    assert {(t["topicName"], t["partitions"], t["config"]["retention.ms"]) for t in made} == wanted
    assert all(t["replicas"] > int(t["config"]["min.insync.replicas"]) for t in made)


def test_each_service_owns_its_database() -> None:
    databases = {m["spec"]["name"]: m["spec"]["owner"] for m in OPERATORS.values() if m["kind"] == "Database"}
    assert databases == {name: name for name in ("specialist_team", "recruitment", "portal")}
