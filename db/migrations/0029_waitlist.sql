CREATE TABLE "waitlist_entry" (
	"business_id" text NOT NULL,
	"id" text NOT NULL,
	"business_day" date NOT NULL,
	"guest_count" integer NOT NULL,
	"wish_from" text,
	"wish_until" text,
	"customer_name" text NOT NULL,
	"customer_phone" text,
	"customer_email" text,
	"notes" text,
	"priority" integer DEFAULT 0 NOT NULL,
	"source" text NOT NULL,
	"state" text DEFAULT 'WAITING' NOT NULL,
	"locale" text NOT NULL,
	"policy_version" integer,
	"hold_id" text,
	"offered_at" timestamp with time zone,
	"offer_at" timestamp with time zone,
	"offer_tables" text,
	"offer_expires_at" timestamp with time zone,
	"reservation_id" text,
	"created_at" timestamp with time zone NOT NULL,
	"version" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "waitlist_entry_business_id_id_pk" PRIMARY KEY("business_id","id"),
	CONSTRAINT "waitlist_state_check" CHECK ("waitlist_entry"."state" in ('WAITING', 'OFFERED', 'ACCEPTED', 'EXPIRED', 'DECLINED', 'CANCELLED')),
	CONSTRAINT "waitlist_source_check" CHECK ("waitlist_entry"."source" in ('PUBLIC', 'HOST', 'WALK_IN')),
	CONSTRAINT "waitlist_party_check" CHECK ("waitlist_entry"."guest_count" >= 1),
	CONSTRAINT "waitlist_offer_check" CHECK ("waitlist_entry"."state" <> 'OFFERED' or num_nulls("waitlist_entry"."hold_id", "waitlist_entry"."offered_at", "waitlist_entry"."offer_at", "waitlist_entry"."offer_expires_at") = 0)
);
--> statement-breakpoint
ALTER TABLE "business" ADD COLUMN "waitlist_offers" text DEFAULT 'LATER' NOT NULL;--> statement-breakpoint
ALTER TABLE "waitlist_entry" ADD CONSTRAINT "waitlist_entry_business_id_business_id_fk" FOREIGN KEY ("business_id") REFERENCES "public"."business"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "waitlist_day_idx" ON "waitlist_entry" USING btree ("business_id","business_day");--> statement-breakpoint
CREATE INDEX "waitlist_phone_idx" ON "waitlist_entry" USING btree ("business_id","customer_phone") WHERE "waitlist_entry"."customer_phone" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "waitlist_hold_idx" ON "waitlist_entry" USING btree ("business_id","hold_id") WHERE "waitlist_entry"."hold_id" is not null;--> statement-breakpoint
ALTER TABLE "business" ADD CONSTRAINT "business_waitlist_check" CHECK ("business"."waitlist_offers" in ('NEVER', 'LATER', 'ALWAYS'));