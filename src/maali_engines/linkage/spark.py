"""A Spark session that talks to nobody but its cluster, or the reason why there is none."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

from maali_engines.linkage.data import Nonsense


def missing() -> str:
    """What is missing for Spark: "java", "pyspark", or "" when it can run."""
    if shutil.which("java") is None:
        return "java"
    return "" if find_spec("pyspark") else "pyspark"


@contextmanager
def spark_session(url: str) -> Iterator[Any]:
    """A session at `url` ("local[2]", "spark://host:7077"), stopped at the end.

    Raises `Nonsense("spark_missing", what="java" or "pyspark")`.
    """
    if what := missing():
        raise Nonsense("spark_missing", what=what)
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master(url).appName("linkage")
    for name, value in {
        "spark.ui.enabled": "false",
        "spark.sql.session.timeZone": "UTC",
        **(_LOCAL if url.startswith("local") else {}),
    }.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    try:
        yield session
    finally:
        session.stop()


_LOCAL = {
    # Less compiling and no collecting beside: most of a short run is the start of Java.
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    # On one machine the tables are small, and starting a task costs more than what it does.
    "spark.default.parallelism": "1",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
}
