ALTER TABLE "user" ADD COLUMN "notices" text;--> statement-breakpoint
ALTER TABLE "reservation" ADD COLUMN "tags" text[];--> statement-breakpoint
CREATE INDEX "reservation_phone_idx" ON "reservation" USING btree ("business_id","customer_phone") WHERE "reservation"."customer_phone" is not null;