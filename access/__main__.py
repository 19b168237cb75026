"""`python -m access`。"""

import sys

from access.commands import main

sys.exit(main())
