CREATE INDEX "scan_attempt_age_idx" ON "scan_attempt" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "audit_age_idx" ON "audit_entry" USING btree ("at") WHERE "audit_entry"."entity" <> 'reservation';--> statement-breakpoint
CREATE INDEX "reservation_idempotency_age_idx" ON "reservation" USING btree ("created_at") WHERE "reservation"."idempotency_key" is not null;--> statement-breakpoint
ALTER TABLE "attendance_entry" ADD CONSTRAINT "attendance_method_check" CHECK ("attendance_entry"."method" in ('QR', 'MANUAL', 'WALK_IN', 'UNDO')) NOT VALID;--> statement-breakpoint
ALTER TABLE "attendance_entry" ADD CONSTRAINT "attendance_status_after_check" CHECK ("attendance_entry"."status_after" in ('PENDING', 'CONFIRMED', 'CHECKED_IN', 'COMPLETED', 'CANCELLED', 'NO_SHOW')) NOT VALID;--> statement-breakpoint
ALTER TABLE "scan_attempt" ADD CONSTRAINT "scan_attempt_method_check" CHECK ("scan_attempt"."method" in ('QR', 'MANUAL', 'UNDO')) NOT VALID;--> statement-breakpoint
ALTER TABLE "reservation" ADD CONSTRAINT "reservation_status_check" CHECK ("reservation"."status" in ('PENDING', 'CONFIRMED', 'CHECKED_IN', 'COMPLETED', 'CANCELLED', 'NO_SHOW')) NOT VALID;--> statement-breakpoint
ALTER TABLE "reservation" ADD CONSTRAINT "reservation_status_before_check" CHECK ("reservation"."status_before_check_in" in ('PENDING', 'CONFIRMED', 'CHECKED_IN', 'COMPLETED', 'CANCELLED', 'NO_SHOW')) NOT VALID;--> statement-breakpoint
ALTER TABLE "reservation" ADD CONSTRAINT "reservation_counted_from_check" CHECK ("reservation"."counted_from" in ('PENDING', 'CONFIRMED', 'CHECKED_IN', 'COMPLETED', 'CANCELLED', 'NO_SHOW')) NOT VALID;--> statement-breakpoint
ALTER TABLE "business" ADD CONSTRAINT "business_policy_check" CHECK ("business"."capacity_policy" in ('ALLOW', 'WARN', 'BLOCK')) NOT VALID;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_role_check" CHECK ("membership"."role" in ('OWNER', 'MANAGER', 'HOST', 'DOOR')) NOT VALID;--> statement-breakpoint
ALTER TABLE "attendance_entry" VALIDATE CONSTRAINT "attendance_method_check";--> statement-breakpoint
ALTER TABLE "attendance_entry" VALIDATE CONSTRAINT "attendance_status_after_check";--> statement-breakpoint
ALTER TABLE "scan_attempt" VALIDATE CONSTRAINT "scan_attempt_method_check";--> statement-breakpoint
ALTER TABLE "reservation" VALIDATE CONSTRAINT "reservation_status_check";--> statement-breakpoint
ALTER TABLE "reservation" VALIDATE CONSTRAINT "reservation_status_before_check";--> statement-breakpoint
ALTER TABLE "reservation" VALIDATE CONSTRAINT "reservation_counted_from_check";--> statement-breakpoint
ALTER TABLE "business" VALIDATE CONSTRAINT "business_policy_check";--> statement-breakpoint
ALTER TABLE "membership" VALIDATE CONSTRAINT "membership_role_check";--> statement-breakpoint
-- The business day at an instant, as businessDayOf has it. Null for a zone that this server's calendar does not know, which would
-- otherwise fail the statement for every venue.
CREATE FUNCTION business_day_at(at timestamptz, zone text, cutoff integer) RETURNS date LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN ((at AT TIME ZONE zone) - make_interval(hours => cutoff))::date;
EXCEPTION WHEN invalid_parameter_value THEN
  RETURN NULL;
END
$$;--> statement-breakpoint
-- As before, with one exception: a transaction that says that it prunes may delete what is older than a year, from tables whose
-- trigger names the column of a row's age.
CREATE OR REPLACE FUNCTION refuse_rewriting_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.user_id IS NULL AND to_jsonb(NEW) - 'user_id' = to_jsonb(OLD) - 'user_id' THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' AND TG_NARGS = 1 AND current_setting('aforo.pruning', true) = 'on'
    AND (to_jsonb(OLD) ->> TG_ARGV[0])::timestamptz < now() - interval '1 year' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;--> statement-breakpoint
DROP TRIGGER attendance_entry_append_only ON attendance_entry;--> statement-breakpoint
CREATE TRIGGER attendance_entry_append_only BEFORE UPDATE OR DELETE ON attendance_entry
  FOR EACH ROW EXECUTE FUNCTION refuse_rewriting_history('received_at');--> statement-breakpoint
DROP TRIGGER audit_entry_append_only ON audit_entry;--> statement-breakpoint
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry
  FOR EACH ROW EXECUTE FUNCTION refuse_rewriting_history('at');
