CREATE EXTENSION IF NOT EXISTS btree_gist;--> statement-breakpoint
-- Two parties cannot have one table at one time, whatever the code does. An override is a person's decision against it, and stays out.
ALTER TABLE "stay" ADD CONSTRAINT "stay_apart" EXCLUDE USING gist (
	"business_id" WITH =, "table_id" WITH =, tstzrange("starts_at", "ends_at", '[)') WITH &&
) WHERE ("override_id" IS NULL) DEFERRABLE INITIALLY IMMEDIATE;--> statement-breakpoint
-- Whoever is not expected any more, or comes at another time, does not have its tables: so says the database itself, since a process of
-- the version before knows no stays.
CREATE FUNCTION end_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM stay
	WHERE business_id = NEW.business_id AND reservation_id = NEW.id
		AND (NEW.deleted_at IS NOT NULL OR NEW.status NOT IN ('PENDING', 'CONFIRMED', 'CHECKED_IN')
			OR NEW.table_ids IS NULL OR NOT table_id = ANY (NEW.table_ids) OR starts_at <> NEW.reserved_at);
	RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER reservation_stays AFTER UPDATE OF status, deleted_at, reserved_at, table_ids ON reservation FOR EACH ROW
	WHEN (OLD.table_ids IS NOT NULL) EXECUTE FUNCTION end_stays();--> statement-breakpoint
-- What was written as the name of a table becomes a table, where it reads as one: a word at most, and a number. It seats the largest party that
-- had it.
INSERT INTO dining_table (business_id, id, name, max_seats)
SELECT business_id, gen_random_uuid()::text, (array_agg(btrim(table_name) ORDER BY reserved_at DESC))[1], least(max(guest_count), 100)
FROM reservation
WHERE deleted_at IS NULL AND btrim(table_name) ~ '^([[:alpha:]]{1,12}[ .-]?)?[0-9]{1,3}[[:alpha:]]?$'
GROUP BY business_id, lower(btrim(table_name));--> statement-breakpoint
-- A party that is still to come has the table that its name says, for two hours, unless another party of that table comes before it within
-- them. The name of any other stays a label.
UPDATE reservation SET table_ids = ARRAY[dining_table.id]
FROM dining_table
WHERE dining_table.business_id = reservation.business_id AND lower(dining_table.name) = lower(btrim(reservation.table_name))
	AND reservation.deleted_at IS NULL AND reservation.status IN ('PENDING', 'CONFIRMED', 'CHECKED_IN')
	AND reservation.business_day >= current_date - 1
	AND NOT EXISTS (
		SELECT FROM reservation earlier
		WHERE earlier.business_id = reservation.business_id AND lower(btrim(earlier.table_name)) = lower(btrim(reservation.table_name))
			AND earlier.deleted_at IS NULL AND earlier.status IN ('PENDING', 'CONFIRMED', 'CHECKED_IN')
			AND (earlier.reserved_at, earlier.id) < (reservation.reserved_at, reservation.id)
			AND earlier.reserved_at > reservation.reserved_at - interval '2 hours'
	);--> statement-breakpoint
INSERT INTO stay (business_id, id, table_id, reservation_id, starts_at, ends_at)
SELECT business_id, gen_random_uuid()::text, table_ids[1], id, reserved_at, reserved_at + interval '2 hours'
FROM reservation WHERE table_ids IS NOT NULL;
