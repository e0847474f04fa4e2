-- The restaurants the isolation probe attacks and attacks from, and what its runs found.
ALTER TABLE tenancy_restaurant ADD COLUMN is_canary INTEGER NOT NULL DEFAULT 0;
CREATE TABLE "trust_probe" (
    "id" TEXT NOT NULL CONSTRAINT "pk_trust_probe" PRIMARY KEY,
    "at" INTEGER NOT NULL,
    "build" TEXT NOT NULL,
    "endpoints" INTEGER NOT NULL,
    "models" INTEGER NOT NULL,
    "attempts" INTEGER NOT NULL,
    "milliseconds" INTEGER NOT NULL,
    "failures" INTEGER NOT NULL,
    "not_attacked" INTEGER NOT NULL,
    "found" TEXT NOT NULL
);
CREATE INDEX "ix_trust_probe_at" ON "trust_probe" ("at");
