-- When the dishes of a KOT were brought to the guests, and by whom.
ALTER TABLE "ordering_kot" ADD COLUMN "served_at" INTEGER NULL;
ALTER TABLE "ordering_kot" ADD COLUMN "served_by" TEXT NOT NULL DEFAULT '';
