ALTER TABLE "scan_attempt" ADD COLUMN "method" text DEFAULT 'QR' NOT NULL;--> statement-breakpoint
ALTER TABLE "reservation" ADD COLUMN "counted_from" text;--> statement-breakpoint
ALTER TABLE "reservation" ADD COLUMN "closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "business" ADD COLUMN "demo" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "business" ADD COLUMN "country" text;--> statement-breakpoint
ALTER TABLE "business" ADD COLUMN "closing_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "reservation_open_idx" ON "reservation" USING btree ("business_id","business_day") WHERE "reservation"."closed_at" is null and "reservation"."deleted_at" is null and "reservation"."status" in ('PENDING', 'CONFIRMED', 'CHECKED_IN');--> statement-breakpoint
-- Venues that the demo seeded before it marked them.
UPDATE "business" SET "demo" = true WHERE "slug" IN ('terraza', 'otro') AND EXISTS (
  SELECT 1 FROM "membership" m JOIN "user" u ON u."id" = m."user_id"
  WHERE m."business_id" = "business"."id" AND u."email" = 'owner@' || "business"."slug" || '.test'
);
