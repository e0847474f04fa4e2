-- Nothing to do here: on SQLite the process that reads the file may write it.
SELECT 1;
