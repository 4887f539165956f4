CREATE TABLE "two_factor" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"secret" text NOT NULL,
	"backup_codes" text NOT NULL,
	"verified" boolean DEFAULT true NOT NULL,
	"failed_verification_count" integer DEFAULT 0 NOT NULL,
	"locked_until" timestamp with time zone,
	"last_step" integer,
	CONSTRAINT "two_factor_user_id_unique" UNIQUE("user_id")
);
--> statement-breakpoint
CREATE TABLE "email_change" (
	"business_id" text NOT NULL,
	"id" text NOT NULL,
	"user_id" text NOT NULL,
	"email" text NOT NULL,
	"secret_hash" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "email_change_business_id_id_pk" PRIMARY KEY("business_id","id")
);
--> statement-breakpoint
ALTER TABLE "user" ADD COLUMN "two_factor_enabled" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "recovery" ADD COLUMN "removes_second_factor" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "business" ADD COLUMN "require_second_factor" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "two_factor" ADD CONSTRAINT "two_factor_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "email_change" ADD CONSTRAINT "email_change_member_fk" FOREIGN KEY ("business_id","user_id") REFERENCES "public"."membership"("business_id","user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "email_change_user_idx" ON "email_change" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "email_change_age_idx" ON "email_change" USING btree ("expires_at");--> statement-breakpoint
-- Who has, or may no longer have, access when a second factor is switched on or off, or a venue demands it.
CREATE FUNCTION note_second_factor_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO access_change (user_id, business_id) SELECT user_id, business_id FROM membership WHERE user_id = OLD.id;
  RETURN NULL;
END
$$;--> statement-breakpoint
CREATE TRIGGER second_factor_changed AFTER UPDATE ON "user"
  FOR EACH ROW WHEN (NEW.two_factor_enabled <> OLD.two_factor_enabled) EXECUTE FUNCTION note_second_factor_change();--> statement-breakpoint
CREATE TRIGGER business_demands_changed AFTER UPDATE ON business
  FOR EACH ROW WHEN (NEW.require_second_factor <> OLD.require_second_factor) EXECUTE FUNCTION note_business_change();
