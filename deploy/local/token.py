"""`make token PERSON=farsta-chef`: prints a bearer token for the API of the running local environment, nothing else."""

import sys

from deploy.local.addresses import Running
from deploy.local.keys import Keys
from deploy.local.personas import UnknownPersonaError, persona

_AN_HOUR = 3600


def main(arguments: list[str]) -> int:
    """Print the token; 1 with a reason on stderr when there is no such persona."""
    try:
        person = persona(arguments[0] if arguments else "")
    except UnknownPersonaError as error:
        print(error, file=sys.stderr)
        return 1
    print(Keys().access_token(Running.issuer_address(), person, _AN_HOUR))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
