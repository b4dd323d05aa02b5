"""alembic's environment: runs on the connection, key and transaction that storage gives it."""

from alembic import context

from consult_app.storage.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
