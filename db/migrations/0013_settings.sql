ALTER TABLE "business" ALTER COLUMN "late_tolerance_minutes" SET DEFAULT 10;--> statement-breakpoint
-- Nothing read it before, and nobody could set it: screens said "late" after ten minutes, and go on to.
UPDATE "business" SET "late_tolerance_minutes" = 10;--> statement-breakpoint
ALTER TABLE "business" ADD COLUMN "capacity" integer;--> statement-breakpoint
ALTER TABLE "business" ADD COLUMN "locale" text;--> statement-breakpoint
ALTER TABLE "business" ADD COLUMN "kept_nights_days" integer;--> statement-breakpoint
ALTER TABLE "business" ADD COLUMN "kept_refusals_days" integer;--> statement-breakpoint
ALTER TABLE "business" ADD COLUMN "settings_version" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "business" ADD CONSTRAINT "business_tolerance_check" CHECK ("business"."late_tolerance_minutes" between 0 and 240);--> statement-breakpoint
ALTER TABLE "business" ADD CONSTRAINT "business_capacity_check" CHECK ("business"."capacity" between 1 and 100000);--> statement-breakpoint
ALTER TABLE "business" ADD CONSTRAINT "business_kept_nights_check" CHECK ("business"."kept_nights_days" between 366 and 1095);--> statement-breakpoint
ALTER TABLE "business" ADD CONSTRAINT "business_kept_refusals_check" CHECK ("business"."kept_refusals_days" between 7 and 180);