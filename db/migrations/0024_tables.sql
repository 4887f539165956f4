CREATE TABLE "service" (
	"business_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"weekdays" jsonb NOT NULL,
	"first_day" date,
	"last_day" date,
	"opens_at" text NOT NULL,
	"last_seating_at" text NOT NULL,
	"closes_at" text NOT NULL,
	"step_minutes" integer NOT NULL,
	"mode" text NOT NULL,
	"turn_minutes" integer NOT NULL,
	"buffer_minutes" integer NOT NULL,
	"notice_minutes" integer NOT NULL,
	"horizon_days" integer NOT NULL,
	"turns" jsonb NOT NULL,
	"pacing" jsonb NOT NULL,
	"parties" jsonb NOT NULL,
	"exceptions" jsonb NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"version" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "service_business_id_id_pk" PRIMARY KEY("business_id","id"),
	CONSTRAINT "service_mode_check" CHECK ("service"."mode" in ('TABLES', 'COVERS')),
	CONSTRAINT "service_step_check" CHECK ("service"."step_minutes" between 5 and 240),
	CONSTRAINT "service_turn_check" CHECK ("service"."turn_minutes" between 15 and 1440 and "service"."buffer_minutes" between 0 and 240)
);
--> statement-breakpoint
CREATE TABLE "service_night" (
	"business_id" text NOT NULL,
	"business_day" date NOT NULL,
	CONSTRAINT "service_night_business_id_business_day_pk" PRIMARY KEY("business_id","business_day")
);
--> statement-breakpoint
CREATE TABLE "block" (
	"business_id" text NOT NULL,
	"id" text NOT NULL,
	"table_id" text,
	"zone_id" text,
	"service_id" text,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"mode" text NOT NULL,
	"reason" text,
	"version" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "block_business_id_id_pk" PRIMARY KEY("business_id","id"),
	CONSTRAINT "block_mode_check" CHECK ("block"."mode" in ('NO_START', 'NO_OVERLAP')),
	CONSTRAINT "block_time_check" CHECK ("block"."starts_at" < "block"."ends_at"),
	CONSTRAINT "block_one_check" CHECK (num_nonnulls("block"."table_id", "block"."zone_id", "block"."service_id") <= 1)
);
--> statement-breakpoint
CREATE TABLE "combination" (
	"business_id" text NOT NULL,
	"id" text NOT NULL,
	"table_ids" text[] NOT NULL,
	"min_seats" integer NOT NULL,
	"max_seats" integer NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"version" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "combination_business_id_id_pk" PRIMARY KEY("business_id","id"),
	CONSTRAINT "combination_seats_check" CHECK ("combination"."min_seats" >= 1 and "combination"."min_seats" <= "combination"."max_seats"),
	CONSTRAINT "combination_tables_check" CHECK (cardinality("combination"."table_ids") >= 2)
);
--> statement-breakpoint
CREATE TABLE "dining_table" (
	"business_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"zone_id" text,
	"min_seats" integer DEFAULT 1 NOT NULL,
	"max_seats" integer NOT NULL,
	"priority" integer DEFAULT 0 NOT NULL,
	"channel" text DEFAULT 'ONLINE' NOT NULL,
	"plan" jsonb,
	"active" boolean DEFAULT true NOT NULL,
	"version" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "dining_table_business_id_id_pk" PRIMARY KEY("business_id","id"),
	CONSTRAINT "dining_table_channel_check" CHECK ("dining_table"."channel" in ('ONLINE', 'IN_HOUSE', 'WALK_IN')),
	CONSTRAINT "dining_table_seats_check" CHECK ("dining_table"."min_seats" >= 1 and "dining_table"."min_seats" <= "dining_table"."max_seats")
);
--> statement-breakpoint
CREATE TABLE "stay" (
	"business_id" text NOT NULL,
	"id" text NOT NULL,
	"table_id" text NOT NULL,
	"reservation_id" text NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"pinned" boolean DEFAULT false NOT NULL,
	"override_id" text,
	CONSTRAINT "stay_business_id_id_pk" PRIMARY KEY("business_id","id"),
	CONSTRAINT "stay_time_check" CHECK ("stay"."starts_at" < "stay"."ends_at")
);
--> statement-breakpoint
CREATE TABLE "zone" (
	"business_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"place" integer DEFAULT 0 NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"version" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "zone_business_id_id_pk" PRIMARY KEY("business_id","id")
);
--> statement-breakpoint
ALTER TABLE "reservation" ADD COLUMN "table_ids" text[];--> statement-breakpoint
ALTER TABLE "reservation" ADD COLUMN "channel" text;--> statement-breakpoint
ALTER TABLE "service" ADD CONSTRAINT "service_business_id_business_id_fk" FOREIGN KEY ("business_id") REFERENCES "public"."business"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_night" ADD CONSTRAINT "service_night_business_id_business_id_fk" FOREIGN KEY ("business_id") REFERENCES "public"."business"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "block" ADD CONSTRAINT "block_business_id_business_id_fk" FOREIGN KEY ("business_id") REFERENCES "public"."business"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "block" ADD CONSTRAINT "block_business_id_table_id_dining_table_business_id_id_fk" FOREIGN KEY ("business_id","table_id") REFERENCES "public"."dining_table"("business_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "block" ADD CONSTRAINT "block_business_id_zone_id_zone_business_id_id_fk" FOREIGN KEY ("business_id","zone_id") REFERENCES "public"."zone"("business_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "combination" ADD CONSTRAINT "combination_business_id_business_id_fk" FOREIGN KEY ("business_id") REFERENCES "public"."business"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dining_table" ADD CONSTRAINT "dining_table_business_id_business_id_fk" FOREIGN KEY ("business_id") REFERENCES "public"."business"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dining_table" ADD CONSTRAINT "dining_table_business_id_zone_id_zone_business_id_id_fk" FOREIGN KEY ("business_id","zone_id") REFERENCES "public"."zone"("business_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stay" ADD CONSTRAINT "stay_business_id_business_id_fk" FOREIGN KEY ("business_id") REFERENCES "public"."business"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stay" ADD CONSTRAINT "stay_business_id_table_id_dining_table_business_id_id_fk" FOREIGN KEY ("business_id","table_id") REFERENCES "public"."dining_table"("business_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stay" ADD CONSTRAINT "stay_business_id_reservation_id_reservation_business_id_id_fk" FOREIGN KEY ("business_id","reservation_id") REFERENCES "public"."reservation"("business_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "zone" ADD CONSTRAINT "zone_business_id_business_id_fk" FOREIGN KEY ("business_id") REFERENCES "public"."business"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "service_name_idx" ON "service" USING btree ("business_id",lower("name"));--> statement-breakpoint
CREATE INDEX "block_end_idx" ON "block" USING btree ("business_id","ends_at");--> statement-breakpoint
CREATE UNIQUE INDEX "dining_table_name_idx" ON "dining_table" USING btree ("business_id",lower("name"));--> statement-breakpoint
CREATE INDEX "stay_time_idx" ON "stay" USING btree ("business_id","starts_at");--> statement-breakpoint
CREATE INDEX "stay_reservation_idx" ON "stay" USING btree ("business_id","reservation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "zone_name_idx" ON "zone" USING btree ("business_id",lower("name"));--> statement-breakpoint
ALTER TABLE "reservation" ADD CONSTRAINT "reservation_channel_check" CHECK ("reservation"."channel" in ('ONLINE', 'IN_HOUSE', 'WALK_IN'));