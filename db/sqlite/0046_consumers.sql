-- Events as consumers read them, how far each consumer has read, and what it has not done yet.
ALTER TABLE platform_outbox ADD COLUMN "data" TEXT NOT NULL DEFAULT '';

CREATE TABLE "platform_consumer" (
    "name" TEXT NOT NULL CONSTRAINT "pk_platform_consumer" PRIMARY KEY,
    "position" INTEGER NOT NULL
);

CREATE TABLE "platform_delivery" (
    "id" TEXT NOT NULL CONSTRAINT "pk_platform_delivery" PRIMARY KEY,
    "consumer" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "of_restaurant_id" TEXT NULL,
    "of_branch_id" TEXT NULL,
    "topic" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "data" TEXT NOT NULL,
    "happened_at" INTEGER NOT NULL,
    "tries" INTEGER NOT NULL,
    "next_at" INTEGER NOT NULL,
    "last_error" TEXT NOT NULL
);
CREATE UNIQUE INDEX "ix_platform_delivery_event_id" ON "platform_delivery" ("consumer", "event_id");
CREATE INDEX "ix_platform_delivery_next_at" ON "platform_delivery" ("consumer", "next_at");
