-- CreateEnum
CREATE TYPE "regrade_status" AS ENUM ('preview', 'applied', 'dropped');

-- CreateEnum
CREATE TYPE "request_status" AS ENUM ('open', 'granted', 'declined');

-- CreateEnum
CREATE TYPE "submission_mode" AS ENUM ('graded', 'try', 'late', 'regrade');

-- AlterTable
ALTER TABLE "attempt_item" ADD COLUMN     "awarded" DOUBLE PRECISION,
ADD COLUMN     "comment" TEXT,
ADD COLUMN     "exercise_id" UUID,
ADD COLUMN     "marking_id" UUID,
ADD COLUMN     "rubric" JSON,
ADD COLUMN     "submissions" JSON,
ALTER COLUMN "question_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "report" ADD COLUMN     "max_score" INTEGER,
ADD COLUMN     "score" INTEGER;

-- Reports that are there already say it in their content.
UPDATE "report" SET "score" = ("content"->>'score')::integer, "max_score" = ("content"->>'maxScore')::integer;

-- AlterTable
ALTER TABLE "report" ALTER COLUMN "max_score" SET NOT NULL,
ALTER COLUMN "score" SET NOT NULL;

-- AlterTable
ALTER TABLE "submission" ADD COLUMN     "attempt_id" UUID,
ADD COLUMN     "mode" "submission_mode" NOT NULL DEFAULT 'graded',
ADD COLUMN     "position" INTEGER,
ADD COLUMN     "regrade_id" UUID,
ADD COLUMN     "rerun_of_id" UUID;

-- CreateTable
CREATE TABLE "mark_override" (
    "assignment_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "points" DOUBLE PRECISION NOT NULL,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mark_override_pkey" PRIMARY KEY ("assignment_id","account_id")
);

-- CreateTable
CREATE TABLE "mark_change" (
    "id" UUID NOT NULL,
    "assignment_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "attempt_id" UUID,
    "position" INTEGER,
    "before" DOUBLE PRECISION,
    "after" DOUBLE PRECISION,
    "reason" TEXT NOT NULL,
    "regrade_id" UUID,
    "by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mark_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "regrade" (
    "id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "question_id" UUID,
    "exercise_id" UUID,
    "status" "regrade_status" NOT NULL DEFAULT 'preview',
    "reason" TEXT NOT NULL,
    "by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "regrade_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "regrade_item" (
    "regrade_id" UUID NOT NULL,
    "attempt_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "before" DOUBLE PRECISION,
    "after" DOUBLE PRECISION,

    CONSTRAINT "regrade_item_pkey" PRIMARY KEY ("regrade_id","attempt_id","position")
);

-- CreateTable
CREATE TABLE "regrade_request" (
    "id" UUID NOT NULL,
    "attempt_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "status" "request_status" NOT NULL DEFAULT 'open',
    "reply" TEXT,
    "by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "regrade_request_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "mark_change_assignment_id_created_at_idx" ON "mark_change"("assignment_id", "created_at");

-- CreateIndex
CREATE INDEX "mark_change_account_id_idx" ON "mark_change"("account_id");

-- CreateIndex
CREATE INDEX "regrade_course_id_idx" ON "regrade"("course_id");

-- CreateIndex
CREATE INDEX "regrade_request_attempt_id_position_idx" ON "regrade_request"("attempt_id", "position");

-- CreateIndex
CREATE INDEX "attempt_item_question_id_idx" ON "attempt_item"("question_id");

-- CreateIndex
CREATE INDEX "attempt_item_exercise_id_idx" ON "attempt_item"("exercise_id");

-- CreateIndex
CREATE INDEX "submission_attempt_id_position_idx" ON "submission"("attempt_id", "position");

-- CreateIndex
CREATE INDEX "submission_regrade_id_idx" ON "submission"("regrade_id");

-- AddForeignKey
ALTER TABLE "attempt_item" ADD CONSTRAINT "attempt_item_marking_id_fkey" FOREIGN KEY ("marking_id") REFERENCES "question"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attempt_item" ADD CONSTRAINT "attempt_item_exercise_id_fkey" FOREIGN KEY ("exercise_id") REFERENCES "exercise"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mark_override" ADD CONSTRAINT "mark_override_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "assignment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mark_override" ADD CONSTRAINT "mark_override_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mark_change" ADD CONSTRAINT "mark_change_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "assignment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mark_change" ADD CONSTRAINT "mark_change_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mark_change" ADD CONSTRAINT "mark_change_by_id_fkey" FOREIGN KEY ("by_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mark_change" ADD CONSTRAINT "mark_change_attempt_id_fkey" FOREIGN KEY ("attempt_id") REFERENCES "attempt"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mark_change" ADD CONSTRAINT "mark_change_regrade_id_fkey" FOREIGN KEY ("regrade_id") REFERENCES "regrade"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "regrade" ADD CONSTRAINT "regrade_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "course"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "regrade" ADD CONSTRAINT "regrade_question_id_fkey" FOREIGN KEY ("question_id") REFERENCES "question"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "regrade" ADD CONSTRAINT "regrade_exercise_id_fkey" FOREIGN KEY ("exercise_id") REFERENCES "exercise"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "regrade" ADD CONSTRAINT "regrade_by_id_fkey" FOREIGN KEY ("by_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "regrade_item" ADD CONSTRAINT "regrade_item_regrade_id_fkey" FOREIGN KEY ("regrade_id") REFERENCES "regrade"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "regrade_item" ADD CONSTRAINT "regrade_item_attempt_id_position_fkey" FOREIGN KEY ("attempt_id", "position") REFERENCES "attempt_item"("attempt_id", "position") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "regrade_request" ADD CONSTRAINT "regrade_request_attempt_id_position_fkey" FOREIGN KEY ("attempt_id", "position") REFERENCES "attempt_item"("attempt_id", "position") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "regrade_request" ADD CONSTRAINT "regrade_request_by_id_fkey" FOREIGN KEY ("by_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submission" ADD CONSTRAINT "submission_attempt_id_position_fkey" FOREIGN KEY ("attempt_id", "position") REFERENCES "attempt_item"("attempt_id", "position") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submission" ADD CONSTRAINT "submission_regrade_id_fkey" FOREIGN KEY ("regrade_id") REFERENCES "regrade"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- CreateIndex
CREATE INDEX "submission_rerun_of_id_idx" ON "submission"("rerun_of_id");

-- AddForeignKey
ALTER TABLE "submission" ADD CONSTRAINT "submission_rerun_of_id_fkey" FOREIGN KEY ("rerun_of_id") REFERENCES "submission"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What Prisma cannot say: an item is one question or one exercise.
ALTER TABLE "attempt_item" ADD CONSTRAINT "attempt_item_asks_one_thing" CHECK (num_nonnulls("question_id", "exercise_id") = 1);
ALTER TABLE "regrade" ADD CONSTRAINT "regrade_is_of_one_thing" CHECK (num_nonnulls("question_id", "exercise_id") = 1);
