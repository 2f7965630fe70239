"""What a user can do: one function per verb, through the one door Records."""
