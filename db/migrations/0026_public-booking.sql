CREATE TABLE "booking_page" (
	"business_id" text PRIMARY KEY NOT NULL,
	"open" boolean DEFAULT false NOT NULL,
	"max_party" integer DEFAULT 8 NOT NULL,
	"greeting" jsonb NOT NULL,
	"policy_version" integer DEFAULT 1 NOT NULL,
	"deposit_amount" text,
	"deposit_text" jsonb NOT NULL,
	"deposit_url" text,
	"version" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "booking_page_party_check" CHECK ("booking_page"."max_party" between 1 and 100)
);
--> statement-breakpoint
CREATE TABLE "booking_policy" (
	"business_id" text NOT NULL,
	"version" integer NOT NULL,
	"policy" jsonb NOT NULL,
	"marketing" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "booking_policy_business_id_version_pk" PRIMARY KEY("business_id","version")
);
--> statement-breakpoint
CREATE TABLE "online_booking" (
	"business_id" text NOT NULL,
	"reservation_id" text NOT NULL,
	"policy_version" integer NOT NULL,
	"locale" text NOT NULL,
	"accepted_at" timestamp with time zone NOT NULL,
	"marketing_at" timestamp with time zone,
	CONSTRAINT "online_booking_business_id_reservation_id_pk" PRIMARY KEY("business_id","reservation_id")
);
--> statement-breakpoint
CREATE TABLE "hold" (
	"business_id" text NOT NULL,
	"id" text NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"business_day" date NOT NULL,
	"party" integer NOT NULL,
	"table_ids" text[] NOT NULL,
	"channel" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"renewals" integer DEFAULT 0 NOT NULL,
	"address_hash" text,
	"reservation_id" text,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "hold_business_id_id_pk" PRIMARY KEY("business_id","id"),
	CONSTRAINT "hold_channel_check" CHECK ("hold"."channel" in ('ONLINE', 'IN_HOUSE', 'WALK_IN')),
	CONSTRAINT "hold_party_check" CHECK ("hold"."party" >= 1)
);
--> statement-breakpoint
ALTER TABLE "stay" ALTER COLUMN "reservation_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "stay" ADD COLUMN "hold_id" text;--> statement-breakpoint
ALTER TABLE "booking_page" ADD CONSTRAINT "booking_page_business_id_business_id_fk" FOREIGN KEY ("business_id") REFERENCES "public"."business"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "booking_policy" ADD CONSTRAINT "booking_policy_business_id_business_id_fk" FOREIGN KEY ("business_id") REFERENCES "public"."business"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "online_booking" ADD CONSTRAINT "online_booking_business_id_business_id_fk" FOREIGN KEY ("business_id") REFERENCES "public"."business"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "online_booking" ADD CONSTRAINT "online_booking_business_id_reservation_id_reservation_business_id_id_fk" FOREIGN KEY ("business_id","reservation_id") REFERENCES "public"."reservation"("business_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hold" ADD CONSTRAINT "hold_business_id_business_id_fk" FOREIGN KEY ("business_id") REFERENCES "public"."business"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "hold_night_idx" ON "hold" USING btree ("business_id","business_day");--> statement-breakpoint
CREATE INDEX "hold_expiry_idx" ON "hold" USING btree ("expires_at");--> statement-breakpoint
ALTER TABLE "stay" ADD CONSTRAINT "stay_business_id_hold_id_hold_business_id_id_fk" FOREIGN KEY ("business_id","hold_id") REFERENCES "public"."hold"("business_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "stay_hold_idx" ON "stay" USING btree ("business_id","hold_id") WHERE "stay"."hold_id" is not null;--> statement-breakpoint
ALTER TABLE "stay" ADD CONSTRAINT "stay_owner_check" CHECK (num_nonnulls("stay"."reservation_id", "stay"."hold_id") = 1);