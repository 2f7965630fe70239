"""The patient's own screen: the consent read, answered and signed, one thing at a time."""
