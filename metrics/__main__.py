"""`python -m metrics`。"""

import sys

from etl.parser import run
from metrics.command import main

if __name__ == "__main__":
    sys.exit(run(main))
