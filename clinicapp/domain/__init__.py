"""What is true in the clinic: frozen snapshots and pure functions; no Qt, no SQL, no files."""
