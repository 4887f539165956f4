ALTER TABLE "hold" ADD COLUMN "code_hash" text;--> statement-breakpoint
ALTER TABLE "hold" ADD COLUMN "code_for" text;--> statement-breakpoint
ALTER TABLE "hold" ADD COLUMN "code_letters" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "hold" ADD COLUMN "code_tries" integer DEFAULT 0 NOT NULL;