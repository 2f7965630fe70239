"""The head-and-neck diagram."""
