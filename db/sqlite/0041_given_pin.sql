-- A PIN set by a colleague approves nothing until its owner has chosen another.
ALTER TABLE "staff_pin" ADD COLUMN "given" INTEGER NOT NULL DEFAULT 0;
