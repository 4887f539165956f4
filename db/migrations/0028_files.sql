CREATE TABLE "reservation_import_row" (
	"business_id" text NOT NULL,
	"import_id" text NOT NULL,
	"line" integer NOT NULL,
	"state" text NOT NULL,
	"content" jsonb,
	"reservation_id" text,
	"reservation_version" bigint,
	CONSTRAINT "reservation_import_row_business_id_import_id_line_pk" PRIMARY KEY("business_id","import_id","line"),
	CONSTRAINT "import_row_state_check" CHECK ("reservation_import_row"."state" in ('WAITING', 'CREATED', 'SAME', 'FAILED', 'REMOVED', 'KEPT'))
);
--> statement-breakpoint
CREATE TABLE "reservation_import" (
	"business_id" text NOT NULL,
	"id" text NOT NULL,
	"file_name" text NOT NULL,
	"state" text NOT NULL,
	"total" integer NOT NULL,
	"invalid" integer NOT NULL,
	"past" integer NOT NULL,
	"same" integer NOT NULL,
	"created" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"removed" integer DEFAULT 0 NOT NULL,
	"kept" integer DEFAULT 0 NOT NULL,
	"idempotency_key" text,
	"idempotency_hash" text,
	"created_by" text,
	"created_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"version" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "reservation_import_business_id_id_pk" PRIMARY KEY("business_id","id"),
	CONSTRAINT "import_state_check" CHECK ("reservation_import"."state" in ('RUNNING', 'DONE', 'UNDOING', 'UNDONE'))
);
--> statement-breakpoint
ALTER TABLE "business" ADD COLUMN "reminder_hours" integer;--> statement-breakpoint
ALTER TABLE "reservation_import_row" ADD CONSTRAINT "import_row_import_fk" FOREIGN KEY ("business_id","import_id") REFERENCES "public"."reservation_import"("business_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservation_import" ADD CONSTRAINT "reservation_import_business_id_business_id_fk" FOREIGN KEY ("business_id") REFERENCES "public"."business"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservation_import" ADD CONSTRAINT "reservation_import_created_by_user_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "import_idempotency_idx" ON "reservation_import" USING btree ("business_id","idempotency_key");--> statement-breakpoint
CREATE UNIQUE INDEX "import_open_idx" ON "reservation_import" USING btree ("business_id") WHERE "reservation_import"."state" in ('RUNNING', 'UNDOING');--> statement-breakpoint
CREATE INDEX "import_age_idx" ON "reservation_import" USING btree ("created_at");--> statement-breakpoint
ALTER TABLE "business" ADD CONSTRAINT "business_reminder_check" CHECK ("business"."reminder_hours" between 1 and 168);