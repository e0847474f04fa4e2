-- From which networks people of a role, or one person, may work.
CREATE TABLE staff_network (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    subject text NOT NULL,
    networks text NOT NULL,
    CONSTRAINT pk_staff_network PRIMARY KEY (restaurant_id, id)
);
CREATE UNIQUE INDEX ix_staff_network_subject ON staff_network (restaurant_id, subject);
CALL restpy_wall('staff_network', 'SELECT, INSERT, UPDATE');
