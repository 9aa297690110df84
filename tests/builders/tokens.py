"""Access tokens for tests, signed with a key of the tests' own."""

import time
from typing import Any

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

ISSUER = "http://issuer.test"
KEY = RSAKey.generate_key(2048, parameters={"kid": "test", "use": "sig", "alg": "RS256"})
KEYS = KeySet([KEY])

FARSTA = {"sub": "farsta-chef", "roles": ["unit_manager"], "district": "farsta", "unit": "farsta-utredning-barn-2"}
SODERMALM = {
    "sub": "sodermalm-chef",
    "roles": ["unit_manager"],
    "district": "sodermalm",
    "unit": "sodermalm-utredning-barn-1",
}
BROMMA = {"sub": "bromma-chef", "roles": ["unit_manager"], "district": "bromma", "unit": "bromma-utredning-barn-1"}
APPROVER = {"sub": "bromma-avdelningschef", "roles": ["district_approver"], "district": "bromma"}
COORDINATOR = {"sub": "samordnare", "roles": ["coordinator"]}
SECOND_COORDINATOR = {"sub": "samordnare-2", "roles": ["coordinator"]}
SPECIALIST_C = {"sub": "specialist-c", "roles": ["specialist"]}
HR_CONSULTANT = {"sub": "hr-konsult", "roles": ["hr_consultant"]}
SECOND_HR_CONSULTANT = {"sub": "hr-konsult-2", "roles": ["hr_consultant"]}
THIRD_HR_CONSULTANT = {"sub": "hr-konsult-3", "roles": ["hr_consultant"]}
STEERING_GROUP = {"sub": "styrgrupp", "roles": ["steering_group"]}
OPERATOR = {"sub": "drift", "roles": ["operator"]}
SECOND_OPERATOR = {"sub": "drift-2", "roles": ["operator"]}


def a_token(person: dict[str, Any], **overrides: Any) -> str:
    """Return a signed access token for ``person``; ``overrides`` replace claims, None removes one."""
    now = int(time.time())
    claims = {"iss": ISSUER, "aud": "avlasta", "iat": now, "exp": now + 600} | person | overrides
    header = {"alg": "RS256", "kid": "test", "typ": claims.pop("typ", "at+jwt")}
    return jwt.encode(header, {name: value for name, value in claims.items() if value is not None}, KEY)
