"""A patient's consent: the words, what the patient said to them, and whether it is complete."""
