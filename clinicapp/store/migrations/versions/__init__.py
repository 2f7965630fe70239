"""One module per schema step, oldest first."""
