CREATE TABLE "access_change" (
	"xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"session_id" text,
	"user_id" text,
	"business_id" text,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "access_change_xid_idx" ON "access_change" USING btree ("xid");--> statement-breakpoint
CREATE FUNCTION note_session_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO access_change (session_id) VALUES (OLD.id);
  RETURN NULL;
END
$$;--> statement-breakpoint
CREATE TRIGGER session_ended AFTER DELETE ON session
  FOR EACH ROW EXECUTE FUNCTION note_session_change();--> statement-breakpoint
CREATE TRIGGER session_shortened AFTER UPDATE ON session
  FOR EACH ROW WHEN (NEW.expires_at < OLD.expires_at OR NEW.user_id <> OLD.user_id) EXECUTE FUNCTION note_session_change();--> statement-breakpoint
CREATE FUNCTION note_membership_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO access_change (user_id, business_id) VALUES (OLD.user_id, OLD.business_id);
  RETURN NULL;
END
$$;--> statement-breakpoint
CREATE TRIGGER membership_changed AFTER UPDATE OR DELETE ON membership
  FOR EACH ROW EXECUTE FUNCTION note_membership_change();--> statement-breakpoint
CREATE FUNCTION note_business_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO access_change (business_id) VALUES (OLD.id);
  RETURN NULL;
END
$$;--> statement-breakpoint
CREATE TRIGGER business_changed AFTER UPDATE ON business
  FOR EACH ROW WHEN (
    NEW.suspended IS DISTINCT FROM OLD.suspended OR NEW.time_zone <> OLD.time_zone OR NEW.cutoff_hour <> OLD.cutoff_hour
  ) EXECUTE FUNCTION note_business_change();
