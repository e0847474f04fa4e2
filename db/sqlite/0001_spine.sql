CREATE TABLE "audit_entry" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "branch_id" TEXT NULL,
    "at" INTEGER NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "person_id" TEXT NULL,
    "person_name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "ip" TEXT NOT NULL,
    "user_agent" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "object_type" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "object_label" TEXT NOT NULL,
    "reason" TEXT NULL,
    "changes" TEXT NOT NULL,
    CONSTRAINT "pk_audit_entry" PRIMARY KEY ("restaurant_id", "id")
);

CREATE TABLE "platform_command" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "pk_platform_command" PRIMARY KEY ("restaurant_id", "id")
);

CREATE TABLE "platform_counter" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "series" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "last" INTEGER NOT NULL,
    CONSTRAINT "pk_platform_counter" PRIMARY KEY ("restaurant_id", "id")
);

CREATE TABLE "platform_key" (
    "name" TEXT NOT NULL CONSTRAINT "pk_platform_key" PRIMARY KEY,
    "sealed_xml" TEXT NOT NULL
);

CREATE TABLE "platform_outbox" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "branch_id" TEXT NULL,
    "position" INTEGER NULL,
    "topic" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "subject_version" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "pk_platform_outbox" PRIMARY KEY ("restaurant_id", "id")
);

CREATE TABLE "staff_membership" (
    "person_id" TEXT NOT NULL,
    "restaurant_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    CONSTRAINT "pk_staff_membership" PRIMARY KEY ("person_id", "restaurant_id", "member_id")
);

CREATE TABLE "staff_person" (
    "id" TEXT NOT NULL CONSTRAINT "pk_staff_person" PRIMARY KEY,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "is_super_admin" INTEGER NOT NULL,
    "is_demo" INTEGER NOT NULL,
    "disabled_at" INTEGER NULL
);

CREATE TABLE "staff_session" (
    "id" TEXT NOT NULL CONSTRAINT "pk_staff_session" PRIMARY KEY,
    "person_id" TEXT NOT NULL,
    "person_name" TEXT NOT NULL,
    "restaurant_id" TEXT NULL,
    "restaurant_name" TEXT NOT NULL,
    "branch_id" TEXT NULL,
    "branch_name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "last_activity_at" INTEGER NOT NULL,
    "ends_at" INTEGER NOT NULL,
    "ended_at" INTEGER NULL,
    "ip" TEXT NOT NULL,
    "user_agent" TEXT NOT NULL
);

CREATE TABLE "tenancy_restaurant" (
    "id" TEXT NOT NULL CONSTRAINT "pk_tenancy_restaurant" PRIMARY KEY,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "legal_name" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "languages" TEXT NOT NULL,
    "opened_at" INTEGER NOT NULL
);

CREATE TABLE "staff_member" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "person_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "branch_id" TEXT NULL,
    "left_at" INTEGER NULL,
    CONSTRAINT "pk_staff_member" PRIMARY KEY ("restaurant_id", "id"),
    CONSTRAINT "fk_staff_member_person_id" FOREIGN KEY ("person_id") REFERENCES "staff_person" ("id") ON DELETE CASCADE
);

CREATE TABLE "tenancy_branch" (
    "restaurant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "cut_off_minutes" INTEGER NOT NULL,
    "tax_number" TEXT NOT NULL,
    "food_licence" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "tax_profile" TEXT NOT NULL,
    "service_charge_percent" TEXT NOT NULL,
    "packing_charge_minor" INTEGER NOT NULL,
    "first_guest_order_waits" INTEGER NOT NULL,
    "pickup_minutes" INTEGER NOT NULL,
    "takes_pickup" INTEGER NOT NULL,
    CONSTRAINT "pk_tenancy_branch" PRIMARY KEY ("restaurant_id", "id"),
    CONSTRAINT "fk_tenancy_branch_restaurant_id" FOREIGN KEY ("restaurant_id") REFERENCES "tenancy_restaurant" ("id") ON DELETE CASCADE
);

CREATE INDEX "ix_audit_entry_action_at" ON "audit_entry" ("restaurant_id", "action", "at");

CREATE INDEX "ix_audit_entry_at" ON "audit_entry" ("restaurant_id", "at");

CREATE INDEX "ix_audit_entry_object_id_at" ON "audit_entry" ("restaurant_id", "object_id", "at");

CREATE INDEX "ix_audit_entry_person_id_at" ON "audit_entry" ("restaurant_id", "person_id", "at");

CREATE INDEX "ix_platform_command_at" ON "platform_command" ("restaurant_id", "at");

CREATE UNIQUE INDEX "ix_platform_counter_series_period" ON "platform_counter" ("restaurant_id", "series", "period");

CREATE INDEX "ix_platform_outbox_id" ON "platform_outbox" ("position", "id");

CREATE INDEX "ix_platform_outbox_position" ON "platform_outbox" ("restaurant_id", "position");

CREATE INDEX "ix_staff_member_person_id" ON "staff_member" ("person_id");

CREATE UNIQUE INDEX "ix_staff_member_person_id_branch_id" ON "staff_member" ("restaurant_id", "person_id", "branch_id");

CREATE UNIQUE INDEX "ix_staff_person_email" ON "staff_person" ("email");

CREATE INDEX "ix_staff_session_person_id" ON "staff_session" ("person_id");

CREATE UNIQUE INDEX "ix_tenancy_branch_code" ON "tenancy_branch" ("restaurant_id", "code");

CREATE UNIQUE INDEX "ix_tenancy_branch_key" ON "tenancy_branch" ("restaurant_id", "key");

CREATE UNIQUE INDEX "ix_tenancy_restaurant_slug" ON "tenancy_restaurant" ("slug");

