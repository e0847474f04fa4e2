-- Runs of the probe carry a proof that this installation wrote them. Those of before have none and count no more.
ALTER TABLE trust_probe ADD COLUMN seal TEXT NOT NULL DEFAULT '';
