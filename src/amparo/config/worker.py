"""`python -m amparo.config.worker`: runs the jobs of `amparo.desk.jobs`, one at a time, until told to stop."""

import importlib

import django
from procrastinate import PsycopgConnector
from procrastinate.contrib.django.utils import connector_params


def main() -> None:
    """Run the worker on few connections. The application object is `amparo.desk.jobs.app` (procrastinate)."""
    django.setup()
    app = importlib.import_module("amparo.desk.jobs").app
    connector = PsycopgConnector(kwargs=connector_params("default"), min_size=1, max_size=3)
    with app.replace_connector(connector) as worker:
        worker.run_worker(concurrency=1)


if __name__ == "__main__":
    main()
