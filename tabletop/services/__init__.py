"""What a person does, as plain functions; the only room that writes to a journal."""
