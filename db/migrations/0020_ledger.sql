CREATE TABLE "gate" (
	"business_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"direction" text NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"version" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "gate_business_id_id_pk" PRIMARY KEY("business_id","id"),
	CONSTRAINT "gate_direction_check" CHECK ("gate"."direction" in ('IN', 'OUT', 'BOTH'))
);
--> statement-breakpoint
ALTER TABLE "attendance_entry" ALTER COLUMN "reservation_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "attendance_entry" ALTER COLUMN "status_after" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "attendance_entry" ADD COLUMN "flow" text DEFAULT 'IN' NOT NULL;--> statement-breakpoint
ALTER TABLE "attendance_entry" ADD COLUMN "kind" text DEFAULT 'FIRST' NOT NULL;--> statement-breakpoint
ALTER TABLE "attendance_entry" ADD COLUMN "category" text;--> statement-breakpoint
ALTER TABLE "attendance_entry" ADD COLUMN "business_day" date;--> statement-breakpoint
ALTER TABLE "business" ADD COLUMN "occupancy_policy" text DEFAULT 'WARN' NOT NULL;--> statement-breakpoint
ALTER TABLE "business" ADD COLUMN "walk_in_categories" jsonb;--> statement-breakpoint
ALTER TABLE "gate" ADD CONSTRAINT "gate_business_id_business_id_fk" FOREIGN KEY ("business_id") REFERENCES "public"."business"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "gate_name_idx" ON "gate" USING btree ("business_id",lower("name"));--> statement-breakpoint
CREATE INDEX "attendance_night_idx" ON "attendance_entry" USING btree ("business_id","business_day","flow","kind","gate_id","delta","undo_of");--> statement-breakpoint
ALTER TABLE "attendance_entry" ADD CONSTRAINT "attendance_flow_check" CHECK ("attendance_entry"."flow" in ('IN', 'OUT'));--> statement-breakpoint
ALTER TABLE "attendance_entry" ADD CONSTRAINT "attendance_kind_check" CHECK ("attendance_entry"."kind" in ('FIRST', 'REENTRY', 'EXIT', 'WALK_IN', 'CLICK', 'UNDO'));--> statement-breakpoint
ALTER TABLE "attendance_entry" ADD CONSTRAINT "attendance_party_check" CHECK ("attendance_entry"."reservation_id" is not null or ("attendance_entry"."kind" <> 'FIRST' and "attendance_entry"."business_day" is not null));--> statement-breakpoint
ALTER TABLE "business" ADD CONSTRAINT "business_occupancy_check" CHECK ("business"."occupancy_policy" in ('ALLOW', 'WARN', 'BLOCK'));--> statement-breakpoint
-- The night of an entry that a process of the version before writes is that of its reservation.
CREATE FUNCTION fill_entry_day() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT business_day INTO NEW.business_day FROM reservation WHERE business_id = NEW.business_id AND id = NEW.reservation_id;
  RETURN NEW;
END
$$;--> statement-breakpoint
CREATE TRIGGER attendance_entry_day BEFORE INSERT ON attendance_entry
  FOR EACH ROW WHEN (NEW.business_day IS NULL) EXECUTE FUNCTION fill_entry_day();--> statement-breakpoint
-- The entries of recent nights, one of which may be running. Who is inside is never asked of an older night by this column.
ALTER TABLE attendance_entry DISABLE TRIGGER attendance_entry_append_only;--> statement-breakpoint
UPDATE attendance_entry SET business_day = reservation.business_day FROM reservation
  WHERE reservation.business_id = attendance_entry.business_id AND reservation.id = attendance_entry.reservation_id
    AND reservation.business_day >= current_date - 7;--> statement-breakpoint
ALTER TABLE attendance_entry ENABLE TRIGGER attendance_entry_append_only;
