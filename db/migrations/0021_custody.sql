CREATE TABLE "custody_entry" (
	"business_id" text NOT NULL,
	"nonce" text NOT NULL,
	"content_hash" text NOT NULL,
	"device_id" text NOT NULL,
	"sent_by" text,
	"state" text NOT NULL,
	"reason" text,
	"undo_of" text,
	"content" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"business_day" date NOT NULL,
	CONSTRAINT "custody_entry_business_id_nonce_content_hash_pk" PRIMARY KEY("business_id","nonce","content_hash"),
	CONSTRAINT "custody_state_check" CHECK ("custody_entry"."state" in ('ACCEPTED', 'HELD'))
);
--> statement-breakpoint
CREATE TABLE "incident" (
	"business_id" text NOT NULL,
	"id" text NOT NULL,
	"kind" text NOT NULL,
	"state" text DEFAULT 'OPEN' NOT NULL,
	"about" text NOT NULL,
	"nonces" text[] NOT NULL,
	"people" integer NOT NULL,
	"reservation_id" text,
	"device_id" text NOT NULL,
	"gate_id" text,
	"business_day" date NOT NULL,
	"facts" jsonb NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"resolved_at" timestamp with time zone,
	"resolved_by" text,
	"reason" text,
	"version" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "incident_business_id_id_pk" PRIMARY KEY("business_id","id"),
	CONSTRAINT "incident_kind_check" CHECK ("incident"."kind" in ('CANCELLED_ENTERED', 'REVOKED_ENTERED', 'OVER_PLAN_OFFLINE', 'OTHER_DAY_ENTERED', 'UNKNOWN_PASS_ENTERED', 'CAPACITY_PASSED_OFFLINE', 'SAME_PARTY_TWO_GATES', 'CLOCK_SKEW', 'DEVICE_REVOKED', 'NONCE_CONFLICT', 'MALFORMED')),
	CONSTRAINT "incident_state_check" CHECK ("incident"."state" in ('OPEN', 'ACCEPTED', 'CORRECTED', 'DISCARDED'))
);
--> statement-breakpoint
ALTER TABLE "custody_entry" ADD CONSTRAINT "custody_entry_business_id_business_id_fk" FOREIGN KEY ("business_id") REFERENCES "public"."business"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody_entry" ADD CONSTRAINT "custody_entry_sent_by_user_id_fk" FOREIGN KEY ("sent_by") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident" ADD CONSTRAINT "incident_business_id_business_id_fk" FOREIGN KEY ("business_id") REFERENCES "public"."business"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident" ADD CONSTRAINT "incident_resolved_by_user_id_fk" FOREIGN KEY ("resolved_by") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "custody_night_idx" ON "custody_entry" USING btree ("business_id","business_day","received_at");--> statement-breakpoint
CREATE INDEX "custody_undo_idx" ON "custody_entry" USING btree ("business_id","undo_of");--> statement-breakpoint
CREATE INDEX "custody_age_idx" ON "custody_entry" USING btree ("received_at");--> statement-breakpoint
CREATE UNIQUE INDEX "incident_open_idx" ON "incident" USING btree ("business_id","kind","about") WHERE "incident"."state" = 'OPEN';--> statement-breakpoint
CREATE INDEX "incident_night_idx" ON "incident" USING btree ("business_id","business_day","opened_at");--> statement-breakpoint
CREATE INDEX "incident_age_idx" ON "incident" USING btree ("opened_at");