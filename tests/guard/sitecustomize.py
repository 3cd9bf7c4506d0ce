"""Python runs this at start in every child process of the tests, which find this folder on PYTHONPATH."""

import network_guard

network_guard.install()
