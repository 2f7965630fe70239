"""clinicapp: Botox for chronic migraine, charted, printed and accounted for."""

__version__ = "0.1.0"
