"""Print one hash over the .in files that a lock file was made from."""

import hashlib
import sys
from pathlib import Path

MADE_FROM = {
    "requirements.txt": ["requirements.in"],
    "requirements-dev.txt": ["requirements.in", "requirements-dev.in"],
}

if __name__ == "__main__":
    inputs = (Path(name).read_bytes() for name in MADE_FROM[sys.argv[1]])
    sys.stdout.write(hashlib.sha256(b"\n".join(inputs)).hexdigest())
