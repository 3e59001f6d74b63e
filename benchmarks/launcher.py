"""Start one process and report what it used: ``launcher.py OUTPUT ERRORS COMMAND...`` prints a line of JSON.

Linux counts the peak memory of a process from before it became itself, while it was still a copy of its parent. So the
parent has to be small: this file, and nothing else.
"""

import json
import os
import sys
import time


def main() -> None:
    """Run the command with its output and its errors in the files named, then print seconds, KiB and exit status."""
    output, errors, *command = sys.argv[1:]
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    redirect = [(os.POSIX_SPAWN_OPEN, at, name, flags, 0o600) for at, name in ((1, output), (2, errors))]
    start = time.perf_counter()
    process = os.posix_spawn(command[0], command, os.environ, file_actions=redirect)
    _, status, used = os.wait4(process, 0)
    found = {
        "wall": time.perf_counter() - start,
        "cpu": used.ru_utime + used.ru_stime,
        "peak": used.ru_maxrss,
        "status": os.waitstatus_to_exitcode(status),
    }
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
