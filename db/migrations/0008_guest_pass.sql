ALTER TABLE "reservation" ADD COLUMN "late_minutes" integer;--> statement-breakpoint
ALTER TABLE "business" ADD COLUMN "address" text;