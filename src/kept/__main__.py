"""Where the `kept` command begins, which is also `python -m kept`."""

import os
import sys


def main() -> None:
    """Run the command line; an interruption while Python still loads it, or already ends, is one line too."""
    try:
        from kept.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.stderr.write("\nkept: interrupted\n")
        sys.exit(130)  # as `kept.cli` has it, which may not be there yet


if __name__ == "__main__":
    if "--untrusted" in sys.argv and sys.path[0] in ("", os.getcwd()):  # anything there may be called `click`
        sys.stderr.write(
            "kept: `python -m` imports from the current folder; start it as `kept`, "
            "or with `python -P -m kept`\n"
        )
        sys.exit(2)
    main()
