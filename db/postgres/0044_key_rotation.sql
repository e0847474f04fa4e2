-- After a rotation of the master key the sealed values and signatures are written again; nothing else of these rows changes.
GRANT UPDATE (sealed_xml) ON platform_key TO restpy_app;
GRANT UPDATE (seal) ON trust_probe, backups_run TO restpy_app;
