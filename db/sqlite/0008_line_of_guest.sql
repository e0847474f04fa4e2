-- Which phone ordered a line: a phone the house has said yes to in this sitting orders straight to the kitchen.
ALTER TABLE ordering_line ADD COLUMN guest_key text NOT NULL DEFAULT '';
