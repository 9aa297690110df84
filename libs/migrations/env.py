"""Runs migrations over the connection that libs.migrate opened; each in its own transaction."""

from importlib import import_module

from alembic import context

from libs.database import kernel_metadata

for module in ("audit", "commands", "inbox", "outbox", "parking"):
    import_module(f"libs.{module}")
service = context.config.attributes["service"]
store = import_module(f"services.{service}.store")

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=[kernel_metadata, store.metadata],
    transaction_per_migration=True,
    compare_server_default=False,
)
with context.begin_transaction():
    context.run_migrations()
