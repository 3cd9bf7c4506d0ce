"""`python -m drafter`: the command, where the folder that holds it is not on the path."""

import sys

from drafter.cli import main

sys.exit(main())
