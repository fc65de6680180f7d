"""`python -m tabletop`: the same as the command `tabletop`."""

import sys

from tabletop.cli import main

sys.exit(main())
