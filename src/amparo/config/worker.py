"""`python -m amparo.config.worker`: runs the jobs of `amparo.desk.jobs`, one at a time, until told to stop."""

import importlib

import django


def main() -> None:
    """Run the worker. The jobs can only be imported once Django is set up."""
    django.setup()
    importlib.import_module("amparo.desk.jobs").run_worker()


if __name__ == "__main__":
    main()
