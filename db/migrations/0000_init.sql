CREATE TABLE "attendance_entry" (
	"business_id" text NOT NULL,
	"id" text NOT NULL,
	"reservation_id" text NOT NULL,
	"delta" integer NOT NULL,
	"nonce" text NOT NULL,
	"request_hash" text NOT NULL,
	"method" text NOT NULL,
	"undo_of" text,
	"gate_id" text,
	"user_id" text,
	"occurred_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"forced" boolean DEFAULT false NOT NULL,
	"reason" text,
	"scan_count_after" integer NOT NULL,
	"guest_count_then" integer NOT NULL,
	"status_after" text NOT NULL,
	"is_first_scan" boolean NOT NULL,
	"seq" bigint NOT NULL,
	CONSTRAINT "attendance_entry_business_id_id_pk" PRIMARY KEY("business_id","id"),
	CONSTRAINT "attendance_delta_check" CHECK ("attendance_entry"."delta" <> 0)
);
--> statement-breakpoint
CREATE TABLE "scan_attempt" (
	"business_id" text NOT NULL,
	"id" text NOT NULL,
	"reservation_id" text,
	"reason" text NOT NULL,
	"nonce" text,
	"increment" integer NOT NULL,
	"gate_id" text,
	"user_id" text,
	"occurred_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "scan_attempt_business_id_id_pk" PRIMARY KEY("business_id","id")
);
--> statement-breakpoint
CREATE TABLE "audit_entry" (
	"business_id" text NOT NULL,
	"id" text NOT NULL,
	"user_id" text,
	"action" text NOT NULL,
	"entity" text NOT NULL,
	"entity_id" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"request_id" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "audit_entry_business_id_id_pk" PRIMARY KEY("business_id","id")
);
--> statement-breakpoint
CREATE TABLE "account" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text PRIMARY KEY NOT NULL,
	"token" text NOT NULL,
	"user_id" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "session_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "user" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "verification" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pass_key" (
	"key_id" text PRIMARY KEY NOT NULL,
	"business_id" text NOT NULL,
	"public_key" text NOT NULL,
	"sealed_private_key" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"retired_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "qr_pass" (
	"business_id" text NOT NULL,
	"id" text NOT NULL,
	"reservation_id" text NOT NULL,
	"key_id" text NOT NULL,
	"epoch" integer NOT NULL,
	"not_before" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "qr_pass_business_id_id_pk" PRIMARY KEY("business_id","id")
);
--> statement-breakpoint
CREATE TABLE "reservation" (
	"business_id" text NOT NULL,
	"id" text NOT NULL,
	"code" text NOT NULL,
	"customer_name" text NOT NULL,
	"customer_phone" text,
	"customer_email" text,
	"guest_count" integer NOT NULL,
	"reserved_at" timestamp with time zone NOT NULL,
	"business_day" date NOT NULL,
	"status" text NOT NULL,
	"status_before_check_in" text,
	"scan_count" integer DEFAULT 0 NOT NULL,
	"table_name" text,
	"notes" text,
	"version" bigint DEFAULT 0 NOT NULL,
	"idempotency_key" text,
	"idempotency_hash" text,
	"created_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "reservation_business_id_id_pk" PRIMARY KEY("business_id","id"),
	CONSTRAINT "reservation_guests_check" CHECK ("reservation"."guest_count" >= 1),
	CONSTRAINT "reservation_count_check" CHECK ("reservation"."scan_count" >= 0)
);
--> statement-breakpoint
CREATE TABLE "business" (
	"id" text PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"time_zone" text NOT NULL,
	"cutoff_hour" integer DEFAULT 4 NOT NULL,
	"capacity_policy" text DEFAULT 'WARN' NOT NULL,
	"late_tolerance_minutes" integer DEFAULT 30 NOT NULL,
	"suspended" boolean DEFAULT false NOT NULL,
	"event_seq" bigint DEFAULT 0 NOT NULL,
	"event_floor" bigint DEFAULT 0 NOT NULL,
	"epoch" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "business_slug_unique" UNIQUE("slug"),
	CONSTRAINT "business_cutoff_check" CHECK ("business"."cutoff_hour" between 0 and 12),
	CONSTRAINT "business_floor_check" CHECK ("business"."event_floor" <= "business"."event_seq")
);
--> statement-breakpoint
CREATE TABLE "membership" (
	"business_id" text NOT NULL,
	"user_id" text NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "membership_business_id_user_id_pk" PRIMARY KEY("business_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "reservation_event" (
	"business_id" text NOT NULL,
	"seq" bigint NOT NULL,
	"epoch" text NOT NULL,
	"payload" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "reservation_event_business_id_seq_pk" PRIMARY KEY("business_id","seq")
);
--> statement-breakpoint
ALTER TABLE "attendance_entry" ADD CONSTRAINT "attendance_entry_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendance_entry" ADD CONSTRAINT "attendance_entry_business_id_reservation_id_reservation_business_id_id_fk" FOREIGN KEY ("business_id","reservation_id") REFERENCES "public"."reservation"("business_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendance_entry" ADD CONSTRAINT "attendance_entry_business_id_undo_of_attendance_entry_business_id_id_fk" FOREIGN KEY ("business_id","undo_of") REFERENCES "public"."attendance_entry"("business_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scan_attempt" ADD CONSTRAINT "scan_attempt_business_id_business_id_fk" FOREIGN KEY ("business_id") REFERENCES "public"."business"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scan_attempt" ADD CONSTRAINT "scan_attempt_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_business_id_business_id_fk" FOREIGN KEY ("business_id") REFERENCES "public"."business"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pass_key" ADD CONSTRAINT "pass_key_business_id_business_id_fk" FOREIGN KEY ("business_id") REFERENCES "public"."business"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "qr_pass" ADD CONSTRAINT "qr_pass_key_id_pass_key_key_id_fk" FOREIGN KEY ("key_id") REFERENCES "public"."pass_key"("key_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "qr_pass" ADD CONSTRAINT "qr_pass_business_id_reservation_id_reservation_business_id_id_fk" FOREIGN KEY ("business_id","reservation_id") REFERENCES "public"."reservation"("business_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservation" ADD CONSTRAINT "reservation_business_id_business_id_fk" FOREIGN KEY ("business_id") REFERENCES "public"."business"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservation" ADD CONSTRAINT "reservation_created_by_user_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_business_id_business_id_fk" FOREIGN KEY ("business_id") REFERENCES "public"."business"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservation_event" ADD CONSTRAINT "reservation_event_business_id_business_id_fk" FOREIGN KEY ("business_id") REFERENCES "public"."business"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "attendance_nonce_idx" ON "attendance_entry" USING btree ("business_id","nonce");--> statement-breakpoint
CREATE UNIQUE INDEX "attendance_undo_idx" ON "attendance_entry" USING btree ("business_id","undo_of");--> statement-breakpoint
CREATE INDEX "attendance_reservation_idx" ON "attendance_entry" USING btree ("business_id","reservation_id","received_at");--> statement-breakpoint
CREATE INDEX "scan_attempt_reservation_idx" ON "scan_attempt" USING btree ("business_id","reservation_id","received_at");--> statement-breakpoint
CREATE INDEX "audit_entity_idx" ON "audit_entry" USING btree ("business_id","entity","entity_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "account_provider_idx" ON "account" USING btree ("provider_id","account_id");--> statement-breakpoint
CREATE INDEX "session_user_idx" ON "session" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "pass_key_active_idx" ON "pass_key" USING btree ("business_id") WHERE "pass_key"."retired_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "qr_pass_active_idx" ON "qr_pass" USING btree ("business_id","reservation_id") WHERE "qr_pass"."revoked_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "qr_pass_epoch_idx" ON "qr_pass" USING btree ("business_id","reservation_id","epoch");--> statement-breakpoint
CREATE UNIQUE INDEX "reservation_code_idx" ON "reservation" USING btree ("business_id","code");--> statement-breakpoint
CREATE UNIQUE INDEX "reservation_idempotency_idx" ON "reservation" USING btree ("business_id","idempotency_key");--> statement-breakpoint
CREATE INDEX "reservation_day_idx" ON "reservation" USING btree ("business_id","business_day","reserved_at");--> statement-breakpoint
CREATE INDEX "membership_user_idx" ON "membership" USING btree ("user_id");