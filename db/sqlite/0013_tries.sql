-- Guesses in a row, and the devices a person has signed in from.
CREATE TABLE "platform_try" (
    "id" TEXT NOT NULL CONSTRAINT "pk_platform_try" PRIMARY KEY,
    "failures" INTEGER NOT NULL,
    "last_at" INTEGER NOT NULL,
    "closed_until" INTEGER NOT NULL
);
CREATE INDEX "ix_platform_try_last_at" ON "platform_try" ("last_at");
CREATE TABLE "staff_device" (
    "person_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "first_at" INTEGER NOT NULL,
    "last_at" INTEGER NOT NULL,
    "ip" TEXT NOT NULL,
    "user_agent" TEXT NOT NULL,
    CONSTRAINT "pk_staff_device" PRIMARY KEY ("person_id", "id"),
    CONSTRAINT "fk_staff_device_person_id" FOREIGN KEY ("person_id") REFERENCES "staff_person" ("id") ON DELETE CASCADE
);
CREATE INDEX "ix_staff_device_last_at" ON "staff_device" ("last_at");
