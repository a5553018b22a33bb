"""Rows as files: streamed out in constant memory, and read in again with the faults of each row."""

from service_kit.row_files.answer import FILE_RESPONSES, keyset_batches, rows_answer
from service_kit.row_files.errors import UnreadableFile
from service_kit.row_files.formats import RowFormat
from service_kit.row_files.reader import FileRow, RowFault, read_rows

__all__ = [
    "FILE_RESPONSES",
    "FileRow",
    "RowFault",
    "RowFormat",
    "UnreadableFile",
    "keyset_batches",
    "read_rows",
    "rows_answer",
]
