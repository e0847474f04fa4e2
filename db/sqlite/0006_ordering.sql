CREATE TABLE "kitchen_station" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "branch_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "sort" INTEGER NOT NULL,
    "warn_seconds" INTEGER NOT NULL,
    "late_seconds" INTEGER NOT NULL,
    CONSTRAINT "pk_kitchen_station" PRIMARY KEY ("restaurant_id", "id")
);

CREATE TABLE "ordering_basket_line" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "branch_id" TEXT NOT NULL,
    "guest_key" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "choice" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "pk_ordering_basket_line" PRIMARY KEY ("restaurant_id", "id")
);

CREATE TABLE "ordering_order" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "branch_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "business_date" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "table_id" TEXT NULL,
    "open_table_id" TEXT NULL,
    "label" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "covers" INTEGER NOT NULL,
    "waiter_id" TEXT NULL,
    "waiter_name" TEXT NOT NULL,
    "guest_name" TEXT NOT NULL,
    "guest_phone" TEXT NOT NULL,
    "promised_at" INTEGER NULL,
    "opened_at" INTEGER NOT NULL,
    "closed_at" INTEGER NULL,
    "paid_at" INTEGER NULL,
    "calls_since" INTEGER NULL,
    "asks_bill_since" INTEGER NULL,
    "wants_service_charge" INTEGER NOT NULL,
    "kots" INTEGER NOT NULL,
    "running_minor" INTEGER NOT NULL,
    "cancel_reason" TEXT NOT NULL,
    "guest_key" TEXT NOT NULL,
    CONSTRAINT "pk_ordering_order" PRIMARY KEY ("restaurant_id", "id")
);

CREATE TABLE "ordering_kot" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "branch_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "order_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "business_date" TEXT NOT NULL,
    "station" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "covers" INTEGER NOT NULL,
    "sent_by" TEXT NOT NULL,
    "sent_at" INTEGER NOT NULL,
    "is_add_on" INTEGER NOT NULL,
    "bumped_at" INTEGER NULL,
    "on_board" TEXT NULL,
    CONSTRAINT "pk_ordering_kot" PRIMARY KEY ("restaurant_id", "id"),
    CONSTRAINT "fk_ordering_kot_order_id" FOREIGN KEY ("restaurant_id", "order_id") REFERENCES "ordering_order" ("restaurant_id", "id") ON DELETE RESTRICT
);

CREATE TABLE "ordering_line" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "branch_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "kot_id" TEXT NULL,
    "sort" INTEGER NOT NULL,
    "item_id" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "choice" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "unit_price_minor" INTEGER NOT NULL,
    "tax_category" TEXT NOT NULL,
    "station" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "placed_by" TEXT NOT NULL,
    "placed_at" INTEGER NOT NULL,
    "ticked_at" INTEGER NULL,
    "voided_at" INTEGER NULL,
    "voided_by" TEXT NOT NULL,
    "void_reason" TEXT NOT NULL,
    "void_seen_at" INTEGER NULL,
    CONSTRAINT "pk_ordering_line" PRIMARY KEY ("restaurant_id", "id"),
    CONSTRAINT "fk_ordering_line_kot_id" FOREIGN KEY ("restaurant_id", "kot_id") REFERENCES "ordering_kot" ("restaurant_id", "id") ON DELETE RESTRICT,
    CONSTRAINT "fk_ordering_line_order_id" FOREIGN KEY ("restaurant_id", "order_id") REFERENCES "ordering_order" ("restaurant_id", "id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "ix_kitchen_station_branch_id_key" ON "kitchen_station" ("restaurant_id", "branch_id", "key");

CREATE INDEX "ix_ordering_basket_line_guest_key" ON "ordering_basket_line" ("restaurant_id", "guest_key");

CREATE INDEX "ix_ordering_kot_branch_id_bumped_at" ON "ordering_kot" ("restaurant_id", "branch_id", "bumped_at");

CREATE UNIQUE INDEX "ix_ordering_kot_branch_id_business_date_number" ON "ordering_kot" ("restaurant_id", "branch_id", "business_date", "number");

CREATE INDEX "ix_ordering_kot_branch_id_on_board_sent_at" ON "ordering_kot" ("restaurant_id", "branch_id", "on_board", "sent_at");

CREATE INDEX "ix_ordering_kot_order_id" ON "ordering_kot" ("restaurant_id", "order_id");

CREATE INDEX "ix_ordering_line_kot_id" ON "ordering_line" ("restaurant_id", "kot_id");

CREATE INDEX "ix_ordering_line_order_id" ON "ordering_line" ("restaurant_id", "order_id");

CREATE UNIQUE INDEX "ix_ordering_order_branch_id_business_date_number" ON "ordering_order" ("restaurant_id", "branch_id", "business_date", "number");

CREATE INDEX "ix_ordering_order_branch_id_closed_at" ON "ordering_order" ("restaurant_id", "branch_id", "closed_at");

CREATE UNIQUE INDEX "ix_ordering_order_open_table_id" ON "ordering_order" ("restaurant_id", "open_table_id");
