CREATE TABLE "venue_logo" (
	"business_id" text PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"content_type" text NOT NULL,
	"content" text NOT NULL,
	CONSTRAINT "venue_logo_type_check" CHECK ("venue_logo"."content_type" in ('image/png', 'image/jpeg'))
);
--> statement-breakpoint
ALTER TABLE "membership" ADD COLUMN "guide_hidden" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "business" ADD COLUMN "kept_contact_days" integer;--> statement-breakpoint
ALTER TABLE "business" ADD COLUMN "kept_notes_days" integer;--> statement-breakpoint
ALTER TABLE "business" ADD COLUMN "accent" text;--> statement-breakpoint
ALTER TABLE "business" ADD COLUMN "logo_hash" text;--> statement-breakpoint
ALTER TABLE "venue_logo" ADD CONSTRAINT "venue_logo_business_id_business_id_fk" FOREIGN KEY ("business_id") REFERENCES "public"."business"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "business" ADD CONSTRAINT "business_kept_contact_check" CHECK ("business"."kept_contact_days" between 30 and 1095);--> statement-breakpoint
ALTER TABLE "business" ADD CONSTRAINT "business_kept_notes_check" CHECK ("business"."kept_notes_days" between 30 and 1095);--> statement-breakpoint
ALTER TABLE "business" ADD CONSTRAINT "business_accent_check" CHECK ("business"."accent" ~ '^#[0-9a-f]{6}$');