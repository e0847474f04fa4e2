-- A lost master key leaves sealed keys nothing opens; they are removed. On SQLite the program may do that already.
SELECT 1;
