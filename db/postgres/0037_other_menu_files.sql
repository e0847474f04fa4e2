-- How a file of another program is read, and the columns a restaurant has named for such files.
ALTER TABLE menu_upload ADD COLUMN mapping text NOT NULL DEFAULT '';
CREATE TABLE menu_mapping (
    restaurant_id uuid NOT NULL,
    id uuid NOT NULL,
    headings text NOT NULL,
    mapping text NOT NULL,
    at bigint NOT NULL,
    CONSTRAINT pk_menu_mapping PRIMARY KEY (restaurant_id, id)
);
CREATE UNIQUE INDEX ix_menu_mapping_headings ON menu_mapping (restaurant_id, headings);
CALL restpy_wall('menu_mapping', 'SELECT, INSERT, DELETE');
