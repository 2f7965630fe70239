"""Starts clinicapp."""

import sys

from clinicapp.cli import main

if __name__ == "__main__":
    sys.exit(main())
