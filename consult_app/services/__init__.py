"""Use cases, one module a job: check the role, open one transaction, call domain, store, audit."""
