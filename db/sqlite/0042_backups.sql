-- What snapshots and drills of the backups brought.
CREATE TABLE "backups_run" (
    "id" TEXT NOT NULL CONSTRAINT "pk_backups_run" PRIMARY KEY,
    "at" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "ok" INTEGER NOT NULL,
    "bytes" INTEGER NOT NULL,
    "lost_milliseconds" INTEGER NOT NULL,
    "restore_milliseconds" INTEGER NOT NULL,
    "told" TEXT NOT NULL,
    "seal" TEXT NOT NULL
);
CREATE INDEX "ix_backups_run_at" ON "backups_run" ("kind", "at");
