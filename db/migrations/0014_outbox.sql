CREATE TABLE "outbox_message" (
	"business_id" text NOT NULL,
	"id" text NOT NULL,
	"kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"version" bigint NOT NULL,
	"recipient" text NOT NULL,
	"locale" text NOT NULL,
	"sealed_token" text,
	"state" text DEFAULT 'WAITING' NOT NULL,
	"reason" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"round" integer DEFAULT 0 NOT NULL,
	"not_before" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"claimed_by" text,
	"sent_at" timestamp with time zone,
	CONSTRAINT "outbox_message_business_id_id_pk" PRIMARY KEY("business_id","id"),
	CONSTRAINT "outbox_state_check" CHECK ("outbox_message"."state" in ('WAITING', 'SENDING', 'SENT', 'FAILED', 'SUPERSEDED', 'EXPIRED'))
);
--> statement-breakpoint
ALTER TABLE "outbox_message" ADD CONSTRAINT "outbox_message_business_id_business_id_fk" FOREIGN KEY ("business_id") REFERENCES "public"."business"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_dedupe_idx" ON "outbox_message" USING btree ("business_id","kind","subject_id","version");--> statement-breakpoint
CREATE INDEX "outbox_due_idx" ON "outbox_message" USING btree ("not_before") WHERE "outbox_message"."state" in ('WAITING', 'SENDING');--> statement-breakpoint
CREATE INDEX "outbox_subject_idx" ON "outbox_message" USING btree ("business_id","subject_id","version");--> statement-breakpoint
CREATE INDEX "outbox_list_idx" ON "outbox_message" USING btree ("business_id","created_at");--> statement-breakpoint
CREATE INDEX "outbox_age_idx" ON "outbox_message" USING btree ("expires_at");