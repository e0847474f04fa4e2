-- What browsers report of the content policy, counted by the words of ours.
CREATE TABLE "trust_report" (
    "day" INTEGER NOT NULL,
    "directive" TEXT NOT NULL,
    "page" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    CONSTRAINT "pk_trust_report" PRIMARY KEY ("day", "directive", "page", "source")
);
