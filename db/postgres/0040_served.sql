-- When the dishes of a KOT were brought to the guests, and by whom.
ALTER TABLE ordering_kot ADD COLUMN served_at bigint NULL;
ALTER TABLE ordering_kot ADD COLUMN served_by text NOT NULL DEFAULT '';
