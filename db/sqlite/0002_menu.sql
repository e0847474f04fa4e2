CREATE TABLE "menu_category" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "station" TEXT NOT NULL,
    "sort" INTEGER NOT NULL,
    CONSTRAINT "pk_menu_category" PRIMARY KEY ("restaurant_id", "id")
);

CREATE TABLE "menu_modifier_group" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "min" INTEGER NOT NULL,
    "max" INTEGER NOT NULL,
    "sort" INTEGER NOT NULL,
    "edited_at" INTEGER NOT NULL,
    CONSTRAINT "pk_menu_modifier_group" PRIMARY KEY ("restaurant_id", "id")
);

CREATE TABLE "menu_upload" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "file_name" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    CONSTRAINT "pk_menu_upload" PRIMARY KEY ("restaurant_id", "id")
);

CREATE TABLE "menu_item" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "category_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "diet" TEXT NOT NULL,
    "vegan" INTEGER NOT NULL,
    "allergens" TEXT NOT NULL,
    "station" TEXT NOT NULL,
    "tax_category" TEXT NOT NULL,
    "price_minor" INTEGER NOT NULL,
    "sort" INTEGER NOT NULL,
    "archived_at" INTEGER NULL,
    "edited_at" INTEGER NOT NULL,
    CONSTRAINT "pk_menu_item" PRIMARY KEY ("restaurant_id", "id"),
    CONSTRAINT "fk_menu_item_category_id" FOREIGN KEY ("restaurant_id", "category_id") REFERENCES "menu_category" ("restaurant_id", "id") ON DELETE RESTRICT
);

CREATE TABLE "menu_modifier" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "group_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "price_minor" INTEGER NOT NULL,
    "allergens" TEXT NOT NULL,
    "sort" INTEGER NOT NULL,
    CONSTRAINT "pk_menu_modifier" PRIMARY KEY ("restaurant_id", "id"),
    CONSTRAINT "fk_menu_modifier_group_id" FOREIGN KEY ("restaurant_id", "group_id") REFERENCES "menu_modifier_group" ("restaurant_id", "id") ON DELETE CASCADE
);

CREATE TABLE "menu_item_group" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "group_id" TEXT NOT NULL,
    "sort" INTEGER NOT NULL,
    CONSTRAINT "pk_menu_item_group" PRIMARY KEY ("restaurant_id", "id"),
    CONSTRAINT "fk_menu_item_group_group_id" FOREIGN KEY ("restaurant_id", "group_id") REFERENCES "menu_modifier_group" ("restaurant_id", "id") ON DELETE RESTRICT,
    CONSTRAINT "fk_menu_item_group_item_id" FOREIGN KEY ("restaurant_id", "item_id") REFERENCES "menu_item" ("restaurant_id", "id") ON DELETE CASCADE
);

CREATE TABLE "menu_off_at_branch" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "branch_id" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "since" INTEGER NOT NULL,
    CONSTRAINT "pk_menu_off_at_branch" PRIMARY KEY ("restaurant_id", "id"),
    CONSTRAINT "fk_menu_off_at_branch_item_id" FOREIGN KEY ("restaurant_id", "item_id") REFERENCES "menu_item" ("restaurant_id", "id") ON DELETE RESTRICT
);

CREATE TABLE "menu_stock" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "branch_id" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "sold_out_at" INTEGER NULL,
    "sold_out_by" TEXT NOT NULL,
    "left" INTEGER NULL,
    CONSTRAINT "pk_menu_stock" PRIMARY KEY ("restaurant_id", "id"),
    CONSTRAINT "fk_menu_stock_item_id" FOREIGN KEY ("restaurant_id", "item_id") REFERENCES "menu_item" ("restaurant_id", "id") ON DELETE RESTRICT
);

CREATE TABLE "menu_variant" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "price_minor" INTEGER NOT NULL,
    "sort" INTEGER NOT NULL,
    CONSTRAINT "pk_menu_variant" PRIMARY KEY ("restaurant_id", "id"),
    CONSTRAINT "fk_menu_variant_item_id" FOREIGN KEY ("restaurant_id", "item_id") REFERENCES "menu_item" ("restaurant_id", "id") ON DELETE CASCADE
);

CREATE TABLE "menu_branch_price" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "branch_id" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "variant_id" TEXT NULL,
    "price_minor" INTEGER NOT NULL,
    CONSTRAINT "pk_menu_branch_price" PRIMARY KEY ("restaurant_id", "id"),
    CONSTRAINT "fk_menu_branch_price_item_id" FOREIGN KEY ("restaurant_id", "item_id") REFERENCES "menu_item" ("restaurant_id", "id") ON DELETE RESTRICT,
    CONSTRAINT "fk_menu_branch_price_variant_id" FOREIGN KEY ("restaurant_id", "variant_id") REFERENCES "menu_variant" ("restaurant_id", "id") ON DELETE CASCADE
);

CREATE UNIQUE INDEX "ix_menu_branch_price_branch_id_item_id" ON "menu_branch_price" ("restaurant_id", "branch_id", "item_id") WHERE variant_id IS NULL;

CREATE UNIQUE INDEX "ix_menu_branch_price_branch_id_variant_id" ON "menu_branch_price" ("restaurant_id", "branch_id", "variant_id");

CREATE INDEX "ix_menu_branch_price_item_id" ON "menu_branch_price" ("restaurant_id", "item_id");

CREATE INDEX "ix_menu_branch_price_variant_id" ON "menu_branch_price" ("restaurant_id", "variant_id");

CREATE UNIQUE INDEX "ix_menu_category_key" ON "menu_category" ("restaurant_id", "key");

CREATE INDEX "ix_menu_item_category_id" ON "menu_item" ("restaurant_id", "category_id");

CREATE UNIQUE INDEX "ix_menu_item_code" ON "menu_item" ("restaurant_id", "code");

CREATE INDEX "ix_menu_item_group_group_id" ON "menu_item_group" ("restaurant_id", "group_id");

CREATE UNIQUE INDEX "ix_menu_item_group_item_id_group_id" ON "menu_item_group" ("restaurant_id", "item_id", "group_id");

CREATE UNIQUE INDEX "ix_menu_modifier_group_id_code" ON "menu_modifier" ("restaurant_id", "group_id", "code");

CREATE UNIQUE INDEX "ix_menu_modifier_group_key" ON "menu_modifier_group" ("restaurant_id", "key");

CREATE UNIQUE INDEX "ix_menu_off_at_branch_branch_id_item_id" ON "menu_off_at_branch" ("restaurant_id", "branch_id", "item_id");

CREATE INDEX "ix_menu_off_at_branch_item_id" ON "menu_off_at_branch" ("restaurant_id", "item_id");

CREATE UNIQUE INDEX "ix_menu_stock_branch_id_item_id" ON "menu_stock" ("restaurant_id", "branch_id", "item_id");

CREATE INDEX "ix_menu_stock_item_id" ON "menu_stock" ("restaurant_id", "item_id");

CREATE INDEX "ix_menu_upload_at" ON "menu_upload" ("restaurant_id", "at");

CREATE UNIQUE INDEX "ix_menu_variant_item_id_code" ON "menu_variant" ("restaurant_id", "item_id", "code");
