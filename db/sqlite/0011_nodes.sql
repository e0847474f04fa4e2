-- Rate buckets shared by the nodes on PostgreSQL; here there is one node, which keeps them in memory, and no row.
CREATE TABLE "platform_bucket" (
    "id" TEXT NOT NULL CONSTRAINT "pk_platform_bucket" PRIMARY KEY,
    "full_at" INTEGER NOT NULL
);
