CREATE TABLE "message_template" (
	"business_id" text NOT NULL,
	"kind" text NOT NULL,
	"locale" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"version" bigint NOT NULL,
	CONSTRAINT "message_template_business_id_kind_locale_pk" PRIMARY KEY("business_id","kind","locale")
);
--> statement-breakpoint
ALTER TABLE "outbox_message" ADD COLUMN "draft" jsonb;--> statement-breakpoint
ALTER TABLE "message_template" ADD CONSTRAINT "message_template_business_id_business_id_fk" FOREIGN KEY ("business_id") REFERENCES "public"."business"("id") ON DELETE cascade ON UPDATE no action;