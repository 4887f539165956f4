CREATE TABLE "api_key" (
	"business_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"user_id" text NOT NULL,
	"secret_hash" text NOT NULL,
	"permissions" text[] NOT NULL,
	"created_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"used_at" timestamp with time zone,
	CONSTRAINT "api_key_business_id_id_pk" PRIMARY KEY("business_id","id")
);
--> statement-breakpoint
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_business_id_business_id_fk" FOREIGN KEY ("business_id") REFERENCES "public"."business"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_created_by_user_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_key_maker_idx" ON "api_key" USING btree ("business_id","created_by");--> statement-breakpoint
CREATE FUNCTION note_key_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO access_change (session_id) VALUES (OLD.id);
  RETURN NULL;
END
$$;--> statement-breakpoint
CREATE TRIGGER key_ended AFTER DELETE ON api_key
  FOR EACH ROW EXECUTE FUNCTION note_key_change();--> statement-breakpoint
CREATE TRIGGER key_changed AFTER UPDATE ON api_key
  FOR EACH ROW WHEN (
    NEW.revoked_at IS DISTINCT FROM OLD.revoked_at OR NEW.expires_at IS DISTINCT FROM OLD.expires_at
    OR NEW.permissions <> OLD.permissions OR NEW.created_by IS DISTINCT FROM OLD.created_by
  ) EXECUTE FUNCTION note_key_change();--> statement-breakpoint
CREATE FUNCTION note_keys_of_member() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO access_change (session_id)
    SELECT id FROM api_key WHERE business_id = OLD.business_id AND created_by = OLD.user_id;
  RETURN NULL;
END
$$;--> statement-breakpoint
CREATE TRIGGER keys_of_member_changed AFTER UPDATE OR DELETE ON membership
  FOR EACH ROW EXECUTE FUNCTION note_keys_of_member();
