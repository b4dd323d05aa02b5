"""The only room that imports SQLAlchemy, alembic and sqlcipher3: records on disk."""
