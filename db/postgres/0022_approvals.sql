-- How far one person may go, what needs a second person, and who else had a part in an act.
ALTER TABLE audit_entry ADD COLUMN remark text NOT NULL DEFAULT '';
ALTER TABLE billing_role_cap ADD COLUMN refund_minor bigint;
ALTER TABLE billing_credit_note ADD COLUMN approved_by text NOT NULL DEFAULT '';
CREATE TABLE billing_person_cap (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    member_id uuid NOT NULL,
    standing uuid NOT NULL,
    discount_percent numeric NOT NULL,
    credit_percent numeric NOT NULL,
    refund_minor bigint,
    may_compliment boolean NOT NULL,
    until bigint,
    reason text NOT NULL,
    made_by uuid NOT NULL,
    made_by_name text NOT NULL,
    made_at bigint NOT NULL,
    ended_at bigint,
    CONSTRAINT pk_billing_person_cap PRIMARY KEY (restaurant_id, id)
);
CREATE TABLE billing_refund_rule (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    second_above_minor bigint,
    CONSTRAINT pk_billing_refund_rule PRIMARY KEY (restaurant_id, id)
);
CREATE TABLE staff_approval (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    branch_id uuid NOT NULL,
    version bigint NOT NULL,
    act text NOT NULL,
    subject_id uuid NOT NULL,
    label text NOT NULL,
    amount_minor bigint NOT NULL,
    currency text NOT NULL,
    reason text NOT NULL,
    command text NOT NULL,
    hash text NOT NULL,
    asked_by uuid NOT NULL,
    asked_by_member uuid NOT NULL,
    asked_by_name text NOT NULL,
    asked_by_role text NOT NULL,
    asked_at bigint NOT NULL,
    ends_at bigint NOT NULL,
    state text NOT NULL,
    decided_at bigint,
    decided_by uuid,
    decided_by_name text NOT NULL,
    why text NOT NULL,
    url text NOT NULL,
    CONSTRAINT pk_staff_approval PRIMARY KEY (restaurant_id, id)
);
CREATE UNIQUE INDEX ix_billing_person_cap_member_id ON billing_person_cap (restaurant_id, member_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX ix_staff_approval_act_subject_id ON staff_approval (restaurant_id, act, subject_id) WHERE state = 'Pending';
CREATE INDEX ix_staff_approval_branch_id_asked_at ON staff_approval (restaurant_id, branch_id, asked_at);
CREATE STATISTICS st_staff_approval_branch (dependencies) ON restaurant_id, branch_id FROM staff_approval;
CALL restpy_wall('billing_person_cap', 'SELECT, INSERT, UPDATE');
CALL restpy_wall('billing_refund_rule', 'SELECT, INSERT, UPDATE');
CALL restpy_wall('staff_approval', 'SELECT, INSERT, UPDATE');
