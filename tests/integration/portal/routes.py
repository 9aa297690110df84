"""Who gets in where: every route of the portal, by kind of person. A new route must be classified here."""

from typing import Any

from tests.builders import tokens

FARSTAS_APPROVER = tokens.APPROVER | {"sub": "farsta-avdelningschef", "district": "farsta"}
PEOPLE: dict[str, dict[str, Any] | None] = {
    "owner": tokens.FARSTA,
    "stranger": tokens.SODERMALM,
    "coordinator": tokens.COORDINATOR,
    "specialist": tokens.SPECIALIST_C,
    "hr_consultant": tokens.HR_CONSULTANT,
    "steering_group": tokens.STEERING_GROUP,
    "operator": tokens.OPERATOR,
    "approver": FARSTAS_APPROVER,
    "stranger_approver": tokens.APPROVER,
    "nobody": None,
}
EVERYONE = frozenset(PEOPLE)
SIGNED_IN = EVERYONE - {"nobody"}
MANAGERS = frozenset({"owner", "stranger"})
WHOLE_CITY = frozenset({"coordinator", "steering_group"})
READERS = SIGNED_IN - {"operator", "hr_consultant"}
TIME_KEEPERS = frozenset({"specialist", "coordinator"})
SUBSCRIBERS = frozenset({"owner", "stranger", "coordinator", "specialist"})
OWN = WHOLE_CITY | {"owner", "approver"}
STEERING_GROUP = frozenset({"steering_group"})
OPERATORS = frozenset({"operator"})
ORDER_READERS = MANAGERS | {"hr_consultant", "steering_group"}
OWN_ORDER = ORDER_READERS - {"stranger"}
RECRUITERS = frozenset({"hr_consultant"})

ROUTES: dict[tuple[str, str], frozenset[str]] = {
    ("GET", "/"): SIGNED_IN,
    ("GET", "/stod"): READERS,
    ("GET", "/stod/begar"): MANAGERS,
    ("POST", "/stod/begar"): MANAGERS,
    ("GET", "/stod/{request_id}"): OWN,
    ("GET", "/stod/{request_id}/andra"): frozenset({"owner"}),
    ("POST", "/stod/{request_id}/andra"): frozenset({"owner"}),
    ("POST", "/stod/{request_id}/beslut/{command}"): OWN,
    ("GET", "/stod/{request_id}/tid"): OWN,
    ("POST", "/stod/{request_id}/tid/{report_id}/{answer}"): frozenset({"owner"}),
    ("GET", "/min-vecka"): TIME_KEEPERS,
    ("POST", "/min-vecka/{request_id}"): TIME_KEEPERS,
    ("GET", "/mina-kalendrar"): SUBSCRIBERS,
    ("POST", "/mina-kalendrar/{kind}/{step}"): frozenset({"specialist"}),
    ("GET", "/ko"): WHOLE_CITY,
    ("GET", "/ko/flera"): frozenset({"coordinator"}),
    ("POST", "/ko/flera/{command}"): frozenset({"coordinator"}),
    ("GET", "/koregler"): READERS,
    ("GET", "/koregler/forslag"): STEERING_GROUP,
    ("POST", "/koregler/forslag"): STEERING_GROUP,
    ("GET", "/koregler/{policy_id}"): WHOLE_CITY,
    ("POST", "/koregler/{policy_id}/{step}"): STEERING_GROUP,
    ("GET", "/fordelning"): WHOLE_CITY,
    ("GET", "/planera"): WHOLE_CITY,
    ("POST", "/planera"): frozenset({"coordinator"}),
    ("POST", "/planera/erbjud"): frozenset({"coordinator"}),
    ("GET", "/planera/flytta/{request_id}"): WHOLE_CITY,
    ("GET", "/team"): WHOLE_CITY | {"specialist"},
    ("POST", "/team"): frozenset({"coordinator"}),
    ("GET", "/team/{specialist}"): WHOLE_CITY | {"specialist"},
    ("POST", "/team/{specialist}/{step}"): frozenset({"coordinator"}),
    ("POST", "/team/{specialist}/{subject}/{step}"): frozenset({"coordinator"}),
    ("GET", "/simulator"): WHOLE_CITY,
    ("GET", "/efterfragan"): MANAGERS | WHOLE_CITY,
    ("GET", "/efterfragan/begaranden"): MANAGERS | WHOLE_CITY,
    ("GET", "/enheternas-lage"): WHOLE_CITY,
    ("POST", "/enheternas-lage"): frozenset({"coordinator"}),
    ("GET", "/manadsrapport"): WHOLE_CITY,
    ("GET", "/importera"): frozenset({"coordinator"}),
    ("POST", "/importera"): frozenset({"coordinator"}),
    ("GET", "/importera/{import_id}"): frozenset({"coordinator"}),
    ("POST", "/importera/{import_id}/las-in"): frozenset({"coordinator"}),
    ("GET", "/aviseringar"): SIGNED_IN - {"operator"},
    ("POST", "/aviseringar"): SIGNED_IN - {"operator"},
    ("GET", "/utseende"): SIGNED_IN,
    ("POST", "/utseende"): SIGNED_IN,
    ("POST", "/sprak"): EVERYONE,
    ("GET", "/drift"): OPERATORS,
    ("POST", "/drift/{service}/{parked_id}/spela-upp"): OPERATORS,
    ("POST", "/drift/{service}/{parked_id}/kasta"): OPERATORS,
    ("GET", "/rekrytering"): ORDER_READERS,
    ("GET", "/rekrytering/bestall"): MANAGERS,
    ("POST", "/rekrytering/bestall"): MANAGERS,
    ("GET", "/rekrytering/omgangar"): RECRUITERS,
    ("GET", "/rekrytering/omgangar/ny"): RECRUITERS,
    ("POST", "/rekrytering/omgangar/ny"): RECRUITERS,
    ("GET", "/rekrytering/omgangar/{campaign_id}"): RECRUITERS,
    ("GET", "/rekrytering/omgangar/{campaign_id}/andra"): RECRUITERS,
    ("POST", "/rekrytering/omgangar/{campaign_id}/andra"): RECRUITERS,
    ("POST", "/rekrytering/omgangar/{campaign_id}/beslut/{command}"): RECRUITERS,
    ("GET", "/rekrytering/omgangar/{campaign_id}/kravprofil"): RECRUITERS,
    ("GET", "/rekrytering/omgangar/{campaign_id}/ansokningar"): RECRUITERS,
    ("POST", "/rekrytering/omgangar/{campaign_id}/kravprofil"): RECRUITERS,
    ("GET", "/rekrytering/omgangar/{campaign_id}/matchning"): RECRUITERS,
    ("POST", "/rekrytering/omgangar/{campaign_id}/matchning"): RECRUITERS,
    ("GET", "/rekrytering/omgangar/{campaign_id}/aterkoppling"): RECRUITERS,
    ("GET", "/rekrytering/omgangar/{campaign_id}/urval"): RECRUITERS,
    ("GET", "/rekrytering/omgangar/{campaign_id}/urval/jamfor"): RECRUITERS,
    ("POST", "/rekrytering/omgangar/{campaign_id}/urval/jav"): RECRUITERS,
    ("POST", "/rekrytering/omgangar/{campaign_id}/urval/nasta"): RECRUITERS,
    ("GET", "/rekrytering/intervjuer"): MANAGERS | RECRUITERS,
    ("GET", "/rekrytering/matt"): ORDER_READERS,
    ("GET", "/rekrytering/matt/tjanster"): ORDER_READERS,
    ("GET", "/rekrytering/gallring"): RECRUITERS,
    ("GET", "/rekrytering/registerutdrag"): RECRUITERS,
    ("POST", "/rekrytering/registerutdrag"): RECRUITERS,
    ("POST", "/kandidat/stang"): EVERYONE,
    ("GET", "/rekrytering/{order_id}"): OWN_ORDER,
    ("GET", "/rekrytering/{order_id}/andra"): frozenset({"owner"}),
    ("POST", "/rekrytering/{order_id}/andra"): frozenset({"owner"}),
    ("POST", "/rekrytering/{order_id}/beslut/{command}"): OWN_ORDER,
    ("GET", "/tillganglighet"): EVERYONE,
    ("GET", "/personuppgifter"): EVERYONE,
    ("GET", "/utloggad"): EVERYONE,
}
"""Who gets in. What a path names is Farsta's: sent where it is read, a draft where it is changed."""

STEPS = {
    "/mina-kalendrar/{kind}/{step}": "skapa",
    "/team/{specialist}/{step}": "tid",
    "/team/{specialist}/{subject}/{step}": "andra",
}
"""A step that the route knows, where it is not one of a policy."""

TRIED_ELSEWHERE = {
    ("POST", "/rekrytering/gallring/{campaign_id}/{application_id}/personalakt"),
    ("GET", "/kandidat"),
    ("GET", "/kandidat/uppgifter.json"),
    ("GET", "/kandidat/{token}"),
    ("POST", "/kandidat/{step}/{subject}"),
    ("GET", "/rekrytering/ansokan/{application_id}/lank"),
    ("POST", "/rekrytering/ansokan/{application_id}/lank/{step}"),
    ("POST", "/rekrytering/gallring/{application_id}/besvarad"),
    ("GET", "/rekrytering/gallring/{campaign_id}"),
    ("POST", "/rekrytering/gallring/{campaign_id}/{application_id}/{step}"),
    ("POST", "/rekrytering/omgangar/{campaign_id}/ansokan/{application_id}/samma-person"),
    ("GET", "/rekrytering/omgangar/{campaign_id}/matchning/{run_id}"),
    ("GET", "/rekrytering/omgangar/{campaign_id}/matchning/{run_id}/varfor/{application_id}"),
    ("GET", "/rekrytering/omgangar/{campaign_id}/aterkoppling/{application_id}"),
    ("POST", "/rekrytering/omgangar/{campaign_id}/aterkoppling/{application_id}"),
    ("GET", "/rekrytering/omgangar/{campaign_id}/meriter/{application_id}"),
    ("GET", "/rekrytering/tjanster/{position_id}"),
    ("GET", "/rekrytering/tjanster/{position_id}/forslag"),
    ("POST", "/rekrytering/tjanster/{position_id}/forslag"),
    ("POST", "/rekrytering/tjanster/{position_id}/kandidater/{referral_id}/{command}"),
    ("POST", "/rekrytering/omgangar/ansokningar"),
    ("GET", "/rekrytering/omgangar/{campaign_id}/ansokningar/{file_id}"),
    ("POST", "/rekrytering/omgangar/{campaign_id}/ansokningar/{file_id}/las-in"),
    ("GET", "/rekrytering/intervjuer/{interview_id}"),
    ("GET", "/rekrytering/intervjuer/{interview_id}.ics"),
    ("POST", "/rekrytering/intervjuer/{interview_id}/{command}"),
    ("GET", "/rekrytering/intervjuer/{interview_id}/flytta"),
    ("POST", "/rekrytering/intervjuer/{interview_id}/flytta"),
    ("GET", "/rekrytering/ansokningar/{application_id}/intervju"),
    ("POST", "/rekrytering/ansokningar/{application_id}/intervju"),
    ("GET", "/rekrytering/ansokningar/{application_id}/referenser"),
    ("POST", "/rekrytering/ansokningar/{application_id}/referenser"),
    ("POST", "/rekrytering/ansokningar/{application_id}/referenser/{reference_id}/{step}"),
    ("GET", "/rekrytering/ansokningar/{application_id}/tester"),
    ("POST", "/rekrytering/ansokningar/{application_id}/tester"),
    ("POST", "/rekrytering/ansokningar/{application_id}/tester/{test_id}/ta-bort"),
    ("GET", "/referens/{secret}"),
    ("GET", "/referens"),
    ("POST", "/referens"),
    ("POST", "/referens/avboj"),
    ("GET", "/kalender/{secret}.ics"),
    ("GET", "/logga-in"),
    ("GET", "/inloggad"),
    ("GET", "/logga-ut"),
    ("GET", "/live"),
    ("GET", "/rekrytering/omgangar/{campaign_id}/urval/{application_id}"),
    ("POST", "/rekrytering/omgangar/{campaign_id}/urval/{application_id}/{step}"),
}
FIRST_POLICY = "0193598a-0000-7000-8000-000000000100"
"""The policy that the team's service comes with."""
