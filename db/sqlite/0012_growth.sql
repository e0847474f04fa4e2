-- On PostgreSQL the activity log is cut into months. A SQLite file is one house's: its log stays in one piece.
SELECT 1;
