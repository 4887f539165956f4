CREATE TABLE "client_report" (
	"business_id" text NOT NULL,
	"id" text NOT NULL,
	"user_id" text,
	"device" text NOT NULL,
	"causes" jsonb NOT NULL,
	"attempts" integer NOT NULL,
	"down_ms" integer NOT NULL,
	"recovered" boolean NOT NULL,
	"transport" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "client_report_business_id_id_pk" PRIMARY KEY("business_id","id")
);
--> statement-breakpoint
CREATE TABLE "device_audit" (
	"business_id" text NOT NULL,
	"id" text NOT NULL,
	"connection_id" text NOT NULL,
	"user_id" text,
	"device" text NOT NULL,
	"verdict" text NOT NULL,
	"seq" bigint NOT NULL,
	"rows" integer NOT NULL,
	"hidden" boolean NOT NULL,
	"differences" jsonb NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "device_audit_business_id_id_pk" PRIMARY KEY("business_id","id")
);
--> statement-breakpoint
CREATE TABLE "operator_change" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text,
	"operator" boolean NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "user" ADD COLUMN "operator" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "client_report" ADD CONSTRAINT "client_report_business_id_business_id_fk" FOREIGN KEY ("business_id") REFERENCES "public"."business"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "client_report" ADD CONSTRAINT "client_report_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_audit" ADD CONSTRAINT "device_audit_business_id_business_id_fk" FOREIGN KEY ("business_id") REFERENCES "public"."business"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_audit" ADD CONSTRAINT "device_audit_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operator_change" ADD CONSTRAINT "operator_change_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "client_report_at_idx" ON "client_report" USING btree ("business_id","at");--> statement-breakpoint
CREATE INDEX "device_audit_at_idx" ON "device_audit" USING btree ("business_id","at");--> statement-breakpoint
CREATE INDEX "device_audit_connection_idx" ON "device_audit" USING btree ("connection_id","at");--> statement-breakpoint
CREATE TRIGGER operator_change_append_only BEFORE UPDATE OR DELETE ON "operator_change"
  FOR EACH ROW EXECUTE FUNCTION refuse_rewriting_history();--> statement-breakpoint
CREATE TRIGGER operator_change_no_truncate BEFORE TRUNCATE ON "operator_change"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history();
