"""把建好的库一张表一个 Parquet 文件摆出来，集群上的每台机器照着同一份读。"""

import os
import shutil
import tempfile
from pathlib import Path

import duckdb

_TABLES = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'main' ORDER BY table_name"
_ROWS_AT_A_TIME = 122_880  # 与库的行组一样大，内存只占一个行组


def folder_for(build: Path) -> Path:
    """Where the tables of the build at `build` stand as Parquet: beside it, under the same name."""
    return build.with_suffix(".parquet")


def write_tables(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write every table and view of the build as `<name>.parquet` into `folder`, whole or not at all.

    Types are kept: DECIMAL stays DECIMAL of the same scale. A folder that another process put there first is kept.
    """
    import pyarrow.parquet as pq  # 只有集群用得着，别的命令不必等它

    draft = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
    try:
        with connection.cursor() as cursor:
            names = [str(name) for (name,) in cursor.execute(_TABLES).fetchall()]
            for name in names:
                reader = cursor.sql(f'SELECT * FROM "{name}"').to_arrow_reader(_ROWS_AT_A_TIME)
                assert reader is not None
                with pq.ParquetWriter(draft / f"{name}.parquet", reader.schema) as writer:
                    for batch in reader:
                        writer.write_batch(batch)
        draft.chmod(0o755)  # 工作节点多半是另一个用户
        if not folder.is_dir():
            os.replace(draft, folder)
    except OSError:
        if not folder.is_dir():  # 别人先放好了，就用别人的
            raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    _forget_old(folder)


def _forget_old(current: Path) -> None:
    """Folders whose build is gone have nothing to answer for any more."""
    for folder in current.parent.glob("*.parquet"):
        if folder != current and not folder.with_suffix(".duckdb").exists():
            shutil.rmtree(folder, ignore_errors=True)
