-- Six digits by which a member is known on a shared tablet.
CREATE TABLE staff_pin (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    member_id uuid NOT NULL,
    hash text NOT NULL,
    set_at bigint NOT NULL,
    CONSTRAINT pk_staff_pin PRIMARY KEY (restaurant_id, id),
    CONSTRAINT fk_staff_pin_member_id FOREIGN KEY (restaurant_id, member_id) REFERENCES staff_member (restaurant_id, id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX ix_staff_pin_member_id ON staff_pin (restaurant_id, member_id);
CALL restpy_wall('staff_pin', 'SELECT, INSERT, UPDATE, DELETE');
