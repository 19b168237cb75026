"""`python -m metrics`。"""

import sys

from metrics.command import main

if __name__ == "__main__":
    sys.exit(main())
