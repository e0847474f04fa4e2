-- Photos of dishes and logos, re-encoded in three sizes.
CREATE TABLE platform_picture (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    made_at bigint NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    small bytea NOT NULL,
    medium bytea NOT NULL,
    large bytea NOT NULL,
    CONSTRAINT pk_platform_picture PRIMARY KEY (restaurant_id, id)
);
CALL restpy_wall('platform_picture', 'SELECT, INSERT, DELETE');
ALTER TABLE menu_item ADD COLUMN picture_id uuid;
ALTER TABLE tenancy_restaurant ADD COLUMN logo_id uuid;
