ALTER TABLE "reservation" ADD COLUMN "seated_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "reservation" ADD COLUMN "left_at" timestamp with time zone;--> statement-breakpoint
-- Who has left does not have its tables any more; who has sat down has them from then on, whatever the reserved time.
CREATE OR REPLACE FUNCTION end_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM stay
	WHERE business_id = NEW.business_id AND reservation_id = NEW.id
		AND (NEW.deleted_at IS NOT NULL OR NEW.left_at IS NOT NULL OR NEW.status NOT IN ('PENDING', 'CONFIRMED', 'CHECKED_IN')
			OR NEW.table_ids IS NULL OR NOT table_id = ANY (NEW.table_ids)
			OR (NEW.seated_at IS NULL AND starts_at <> NEW.reserved_at));
	RETURN NULL;
END $$;--> statement-breakpoint
DROP TRIGGER reservation_stays ON reservation;--> statement-breakpoint
CREATE TRIGGER reservation_stays AFTER UPDATE OF status, deleted_at, reserved_at, table_ids, left_at ON reservation FOR EACH ROW
	WHEN (OLD.table_ids IS NOT NULL) EXECUTE FUNCTION end_stays();
