"""`python -m access`。"""

import sys

from access.commands import main
from etl.parser import run

sys.exit(run(main))
