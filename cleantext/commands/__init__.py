"""The commands, one module each: ``add`` says what it takes, ``run`` does it and returns the exit code."""
