-- A lost master key leaves sealed keys nothing opens; a start with a new one removes them.
GRANT DELETE ON platform_key TO restpy_app;
