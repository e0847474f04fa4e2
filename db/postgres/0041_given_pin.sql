-- A PIN set by a colleague approves nothing until its owner has chosen another.
ALTER TABLE staff_pin ADD COLUMN given boolean NOT NULL DEFAULT false;
