"""One exercise in one file, its shadow log and backups; it must not know rules of play or words."""
