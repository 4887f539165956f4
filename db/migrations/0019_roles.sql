CREATE TABLE "custom_role" (
	"business_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"permissions" text[] NOT NULL,
	"base" text NOT NULL,
	"version" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "custom_role_business_id_id_pk" PRIMARY KEY("business_id","id"),
	CONSTRAINT "custom_role_base_key" UNIQUE("business_id","id","base"),
	CONSTRAINT "custom_role_base_check" CHECK ("custom_role"."base" in ('MANAGER', 'HOST', 'DOOR'))
);
--> statement-breakpoint
ALTER TABLE "membership" ADD COLUMN "custom_role_id" text;--> statement-breakpoint
ALTER TABLE "invitation" ADD COLUMN "custom_role_id" text;--> statement-breakpoint
ALTER TABLE "custom_role" ADD CONSTRAINT "custom_role_business_id_business_id_fk" FOREIGN KEY ("business_id") REFERENCES "public"."business"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "custom_role_name_idx" ON "custom_role" USING btree ("business_id",lower("name"));--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_custom_role_fk" FOREIGN KEY ("business_id","custom_role_id","role") REFERENCES "public"."custom_role"("business_id","id","base") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_custom_role_fk" FOREIGN KEY ("business_id","custom_role_id","role") REFERENCES "public"."custom_role"("business_id","id","base") ON DELETE no action ON UPDATE cascade;--> statement-breakpoint
CREATE INDEX "membership_custom_role_idx" ON "membership" USING btree ("business_id","custom_role_id");--> statement-breakpoint
CREATE INDEX "invitation_custom_role_idx" ON "invitation" USING btree ("business_id","custom_role_id");--> statement-breakpoint
-- Whoever has the role may do something else from now on, and so may their API keys.
CREATE FUNCTION note_role_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO access_change (business_id) VALUES (OLD.business_id);
  RETURN NULL;
END
$$;--> statement-breakpoint
CREATE TRIGGER custom_role_changed AFTER UPDATE ON custom_role
  FOR EACH ROW WHEN (NEW.permissions <> OLD.permissions) EXECUTE FUNCTION note_role_change();--> statement-breakpoint
-- A process of the version before knows built-in roles only: a member to whom it gives one has no custom role any more.
CREATE FUNCTION leave_custom_role() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM custom_role WHERE business_id = NEW.business_id AND id = NEW.custom_role_id AND base = NEW.role
  ) THEN
    NEW.custom_role_id := NULL;
  END IF;
  RETURN NEW;
END
$$;--> statement-breakpoint
CREATE TRIGGER membership_leaves_custom_role BEFORE UPDATE ON membership
  FOR EACH ROW WHEN (NEW.role <> OLD.role AND NEW.custom_role_id = OLD.custom_role_id) EXECUTE FUNCTION leave_custom_role();
