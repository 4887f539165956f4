ALTER TABLE "attendance_entry" ADD COLUMN "person" integer;--> statement-breakpoint
ALTER TABLE "reservation" ADD COLUMN "on_way_at" timestamp with time zone;