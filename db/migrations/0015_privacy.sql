-- The audit's values of one row without what they say of a person, as personal.ts has it.
CREATE FUNCTION redact_personal(kept jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN jsonb_typeof(kept) <> 'object' THEN kept ELSE kept || coalesce((
    SELECT jsonb_object_agg(field, CASE WHEN field = 'customerName' THEN to_jsonb('—'::text) ELSE 'null'::jsonb END)
    FROM jsonb_object_keys(kept) AS field
    WHERE field IN ('customerName', 'customerPhone', 'customerEmail', 'notes', 'tags', 'reason')
  ), '{}'::jsonb) END
$$;--> statement-breakpoint
-- Of the values of one row, only its notes and reasons.
CREATE FUNCTION redact_notes(kept jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN jsonb_typeof(kept) <> 'object' THEN kept ELSE kept || coalesce((
    SELECT jsonb_object_agg(field, 'null'::jsonb) FROM jsonb_object_keys(kept) AS field WHERE field IN ('notes', 'reason')
  ), '{}'::jsonb) END
$$;--> statement-breakpoint
-- As before, with one more exception: a transaction that says that it erases may replace a row by exactly what is left of it without
-- the person, or without notes. Who, when, what and how many stay as they were.
CREATE OR REPLACE FUNCTION refuse_rewriting_history() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  was jsonb;
  becomes jsonb;
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.user_id IS NULL AND to_jsonb(NEW) - 'user_id' = to_jsonb(OLD) - 'user_id' THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' AND current_setting('aforo.erasing', true) = 'on' THEN
    was := to_jsonb(OLD);
    becomes := to_jsonb(NEW);
    IF TG_TABLE_NAME = 'attendance_entry' AND becomes = was || '{"reason": null}'::jsonb THEN
      RETURN NEW;
    END IF;
    IF TG_TABLE_NAME = 'audit_entry' AND (
      becomes = was || jsonb_build_object('before', redact_personal(was -> 'before'), 'after', redact_personal(was -> 'after'))
      OR becomes = was || jsonb_build_object('before', redact_notes(was -> 'before'), 'after', redact_notes(was -> 'after'))
    ) THEN
      RETURN NEW;
    END IF;
  END IF;
  IF TG_OP = 'DELETE' AND TG_NARGS = 1 AND current_setting('aforo.pruning', true) = 'on'
    AND (to_jsonb(OLD) ->> TG_ARGV[0])::timestamptz < now() - interval '1 year' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
