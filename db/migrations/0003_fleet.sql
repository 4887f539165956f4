CREATE UNLOGGED TABLE "instance" (
	"id" text PRIMARY KEY NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE UNLOGGED TABLE "stream_closing" (
	"connection_id" text PRIMARY KEY NOT NULL,
	"asked_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE UNLOGGED TABLE "stream_count" (
	"instance_id" text NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"streams" integer NOT NULL,
	"changed_xid" bigint NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "stream_count_instance_id_kind_key_pk" PRIMARY KEY("instance_id","kind","key")
);
--> statement-breakpoint
CREATE UNLOGGED TABLE "stream_list" (
	"instance_id" text NOT NULL,
	"business_id" text NOT NULL,
	"streams" jsonb NOT NULL,
	"listed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "stream_list_instance_id_business_id_pk" PRIMARY KEY("instance_id","business_id")
);
--> statement-breakpoint
CREATE UNLOGGED TABLE "stream_watch" (
	"business_id" text PRIMARY KEY NOT NULL,
	"until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rate_limit" (
	"key" text PRIMARY KEY NOT NULL,
	"points" integer NOT NULL,
	"expire" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "stream_count" ADD CONSTRAINT "stream_count_instance_id_instance_id_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instance"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stream_list" ADD CONSTRAINT "stream_list_instance_id_instance_id_fk" FOREIGN KEY ("instance_id") REFERENCES "public"."instance"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "stream_count_changed_idx" ON "stream_count" USING btree ("changed_xid");--> statement-breakpoint
CREATE INDEX "stream_count_ended_idx" ON "stream_count" USING btree ("changed_at") WHERE "stream_count"."streams" = 0;--> statement-breakpoint
CREATE INDEX "stream_list_business_idx" ON "stream_list" USING btree ("business_id");--> statement-breakpoint
CREATE INDEX "rate_limit_expire_idx" ON "rate_limit" USING btree ("expire");