"""The records: an encrypted file, its models, and plain functions over open transactions."""
