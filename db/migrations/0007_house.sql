CREATE TABLE "event_consumer" (
	"business_id" text NOT NULL,
	"name" text NOT NULL,
	"seq" bigint NOT NULL,
	CONSTRAINT "event_consumer_business_id_name_pk" PRIMARY KEY("business_id","name")
);
--> statement-breakpoint
CREATE TABLE "job" (
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"run_at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"claimed_by" text,
	"heartbeat_at" timestamp with time zone,
	"done_at" timestamp with time zone,
	CONSTRAINT "job_kind_key_pk" PRIMARY KEY("kind","key")
);
--> statement-breakpoint
ALTER TABLE "user" ADD COLUMN "locale" text;--> statement-breakpoint
ALTER TABLE "reservation_event" ADD COLUMN "type" text;--> statement-breakpoint
ALTER TABLE "reservation_event" ADD COLUMN "subject_kind" text;--> statement-breakpoint
ALTER TABLE "reservation_event" ADD COLUMN "subject_id" text;--> statement-breakpoint
ALTER TABLE "event_consumer" ADD CONSTRAINT "event_consumer_business_id_business_id_fk" FOREIGN KEY ("business_id") REFERENCES "public"."business"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "job_run_at_idx" ON "job" USING btree ("run_at");--> statement-breakpoint
-- Every event of the version before is about a reservation.
UPDATE "reservation_event" SET "type" = "payload"::json ->> 'type', "subject_kind" = 'reservation', "subject_id" = "payload"::json ->> 'reservationId';
