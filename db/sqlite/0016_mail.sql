-- Letters on their way; text and address are sealed, and gone once a letter was sent.
CREATE TABLE "platform_mail" (
    "id" TEXT NOT NULL CONSTRAINT "pk_platform_mail" PRIMARY KEY,
    "sealed_letter" TEXT NOT NULL,
    "queued_at" INTEGER NOT NULL,
    "useful_until" INTEGER NOT NULL,
    "next_at" INTEGER NULL,
    "tries" INTEGER NOT NULL,
    "unsure" INTEGER NOT NULL,
    "sent_at" INTEGER NULL,
    "given_up_at" INTEGER NULL,
    "last_error" TEXT NOT NULL
);
CREATE INDEX "ix_platform_mail_next_at" ON "platform_mail" ("next_at");
CREATE INDEX "ix_platform_mail_queued_at" ON "platform_mail" ("queued_at");
