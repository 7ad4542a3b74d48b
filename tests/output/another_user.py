"""A user who may not write everywhere: root, whom tests often run as, is never refused."""

import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path


def as_another_user(script):
    """What `script` prints, run by a user who may not write everywhere, with an empty folder of its own as `root`."""
    begin = textwrap.dedent(
        """
        import hashlib, os, sys
        from pathlib import Path
        from generator.diagnostics import EnvironmentProblem
        from generator.output import journal, transaction
        from generator.output.journal import Journal
        from generator.output.transaction import Write
        root = Path(sys.argv[1])
        if os.getuid() == 0:
            os.chown(root, 65534, 65534)
            os.setuid(65534)
        """
    )
    # pytest's own folder is closed to other users.
    with tempfile.TemporaryDirectory() as open_folder:
        Path(open_folder).chmod(0o755)
        root = Path(open_folder) / "platform"
        root.mkdir()
        command = [sys.executable, "-c", begin + textwrap.dedent(script), str(root)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.stdout
