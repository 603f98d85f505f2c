"""The command gradcheck, as `python3 -m gradcheck`."""

import sys

from .node import main

sys.exit(main())
