CREATE TABLE "paired_device" (
	"business_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"user_id" text NOT NULL,
	"profile" text NOT NULL,
	"gate_ids" text[] NOT NULL,
	"valid_until" timestamp with time zone,
	"created_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"pair_token_hash" text NOT NULL,
	"pair_code_hash" text NOT NULL,
	"pair_expires_at" timestamp with time zone NOT NULL,
	"pair_used_at" timestamp with time zone,
	"session_id" text,
	"secret_hash" text,
	"previous_hash" text,
	"rotated_at" timestamp with time zone,
	"ended_hashes" text[] DEFAULT '{}' NOT NULL,
	"paired_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"seen_at" timestamp with time zone,
	"queued" integer,
	"app_version" text,
	"battery" integer,
	"behind" integer,
	"told_at" timestamp with time zone,
	"version" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "paired_device_business_id_id_pk" PRIMARY KEY("business_id","id"),
	CONSTRAINT "paired_device_profile_check" CHECK ("paired_device"."profile" in ('SCAN', 'SCAN_LIST', 'CLICKER', 'EXIT'))
);
--> statement-breakpoint
ALTER TABLE "paired_device" ADD CONSTRAINT "paired_device_business_id_business_id_fk" FOREIGN KEY ("business_id") REFERENCES "public"."business"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "paired_device" ADD CONSTRAINT "paired_device_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "paired_device" ADD CONSTRAINT "paired_device_created_by_user_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "paired_device_code_idx" ON "paired_device" USING btree ("pair_code_hash");--> statement-breakpoint
-- A phone that is revoked, ends, is replaced by another one, or may do something else from now on.
CREATE FUNCTION note_device_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO access_change (session_id) VALUES (OLD.session_id);
  RETURN NULL;
END
$$;--> statement-breakpoint
CREATE TRIGGER device_ended AFTER DELETE ON paired_device
  FOR EACH ROW WHEN (OLD.session_id IS NOT NULL) EXECUTE FUNCTION note_device_change();--> statement-breakpoint
CREATE TRIGGER device_changed AFTER UPDATE ON paired_device
  FOR EACH ROW WHEN (
    OLD.session_id IS NOT NULL AND (
      NEW.session_id IS DISTINCT FROM OLD.session_id OR NEW.revoked_at IS DISTINCT FROM OLD.revoked_at
      OR NEW.valid_until IS DISTINCT FROM OLD.valid_until OR NEW.profile <> OLD.profile
    )
  ) EXECUTE FUNCTION note_device_change();
