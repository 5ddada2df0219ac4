"""`python -m kept` is the `kept` command."""

import os
import sys

if "--untrusted" in sys.argv and sys.path[0] in ("", os.getcwd()):
    sys.stderr.write(
        "kept: `python -m` imports from the current folder; start it as `kept`, or with `python -P -m kept`\n"
    )
    sys.exit(2)

from kept.cli import main  # after the above, since anything in that folder may call itself `click`

main()
