-- How far one person may go, what needs a second person, and who else had a part in an act.
ALTER TABLE audit_entry ADD COLUMN remark TEXT NOT NULL DEFAULT '';
ALTER TABLE billing_role_cap ADD COLUMN refund_minor INTEGER;
ALTER TABLE billing_credit_note ADD COLUMN approved_by TEXT NOT NULL DEFAULT '';
CREATE TABLE "billing_person_cap" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "member_id" TEXT NOT NULL,
    "standing" TEXT NOT NULL,
    "discount_percent" TEXT NOT NULL,
    "credit_percent" TEXT NOT NULL,
    "refund_minor" INTEGER,
    "may_compliment" INTEGER NOT NULL,
    "until" INTEGER,
    "reason" TEXT NOT NULL,
    "made_by" TEXT NOT NULL,
    "made_by_name" TEXT NOT NULL,
    "made_at" INTEGER NOT NULL,
    "ended_at" INTEGER,
    CONSTRAINT "pk_billing_person_cap" PRIMARY KEY ("restaurant_id", "id")
);
CREATE TABLE "billing_refund_rule" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "second_above_minor" INTEGER,
    CONSTRAINT "pk_billing_refund_rule" PRIMARY KEY ("restaurant_id", "id")
);
CREATE TABLE "staff_approval" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "branch_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "act" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "amount_minor" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "command" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "asked_by" TEXT NOT NULL,
    "asked_by_member" TEXT NOT NULL,
    "asked_by_name" TEXT NOT NULL,
    "asked_by_role" TEXT NOT NULL,
    "asked_at" INTEGER NOT NULL,
    "ends_at" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "decided_at" INTEGER,
    "decided_by" TEXT,
    "decided_by_name" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    CONSTRAINT "pk_staff_approval" PRIMARY KEY ("restaurant_id", "id")
);
CREATE UNIQUE INDEX "ix_billing_person_cap_member_id" ON "billing_person_cap" ("restaurant_id", "member_id") WHERE ended_at IS NULL;
CREATE UNIQUE INDEX "ix_staff_approval_act_subject_id" ON "staff_approval" ("restaurant_id", "act", "subject_id") WHERE state = 'Pending';
CREATE INDEX "ix_staff_approval_branch_id_asked_at" ON "staff_approval" ("restaurant_id", "branch_id", "asked_at");
CREATE TRIGGER wall_billing_person_cap_insert BEFORE INSERT ON billing_person_cap WHEN NEW.restaurant_id IS NOT current_restaurant() AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_billing_person_cap_update BEFORE UPDATE ON billing_person_cap WHEN (OLD.restaurant_id IS NOT current_restaurant() OR NEW.restaurant_id IS NOT current_restaurant()) AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_billing_person_cap_delete BEFORE DELETE ON billing_person_cap WHEN OLD.restaurant_id IS NOT current_restaurant() AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_billing_refund_rule_insert BEFORE INSERT ON billing_refund_rule WHEN NEW.restaurant_id IS NOT current_restaurant() AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_billing_refund_rule_update BEFORE UPDATE ON billing_refund_rule WHEN (OLD.restaurant_id IS NOT current_restaurant() OR NEW.restaurant_id IS NOT current_restaurant()) AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_billing_refund_rule_delete BEFORE DELETE ON billing_refund_rule WHEN OLD.restaurant_id IS NOT current_restaurant() AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_staff_approval_insert BEFORE INSERT ON staff_approval WHEN NEW.restaurant_id IS NOT current_restaurant() AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_staff_approval_update BEFORE UPDATE ON staff_approval WHEN (OLD.restaurant_id IS NOT current_restaurant() OR NEW.restaurant_id IS NOT current_restaurant()) AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
CREATE TRIGGER wall_staff_approval_delete BEFORE DELETE ON staff_approval WHEN OLD.restaurant_id IS NOT current_restaurant() AND current_door() IS NOT 'migration' BEGIN SELECT RAISE(ABORT, 'This row is another restaurant''s.'); END;
