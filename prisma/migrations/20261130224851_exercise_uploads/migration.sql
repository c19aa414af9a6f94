-- CreateEnum
CREATE TYPE "exercise_origin" AS ENUM ('seed', 'upload');

-- CreateEnum
CREATE TYPE "upload_status" AS ENUM ('checking', 'ready', 'refused', 'failed', 'published', 'withdrawn');

-- AlterTable
ALTER TABLE "exercise" ADD COLUMN     "origin" "exercise_origin" NOT NULL DEFAULT 'seed';

-- CreateTable
CREATE TABLE "exercise_upload" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "status" "upload_status" NOT NULL DEFAULT 'checking',
    "sha256" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "content" JSON NOT NULL,
    "content_hash" TEXT NOT NULL,
    "exercise_id" UUID,
    "job_id" UUID,
    "token" UUID,
    "grader_id" INTEGER,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "checked_at" TIMESTAMPTZ(3),
    "published_at" TIMESTAMPTZ(3),

    CONSTRAINT "exercise_upload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "uploaded_solution" (
    "upload_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "content" JSON NOT NULL,
    "as_stated" BOOLEAN,
    "result" JSON,
    "checked_at" TIMESTAMPTZ(3),

    CONSTRAINT "uploaded_solution_pkey" PRIMARY KEY ("upload_id","number")
);

-- CreateIndex
CREATE INDEX "exercise_upload_account_id_id_idx" ON "exercise_upload"("account_id", "id");

-- CreateIndex
CREATE INDEX "exercise_upload_slug_idx" ON "exercise_upload"("slug");

-- CreateIndex
CREATE INDEX "exercise_upload_status_idx" ON "exercise_upload"("status");

-- AddForeignKey
ALTER TABLE "exercise_upload" ADD CONSTRAINT "exercise_upload_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exercise_upload" ADD CONSTRAINT "exercise_upload_exercise_id_fkey" FOREIGN KEY ("exercise_id") REFERENCES "exercise"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exercise_upload" ADD CONSTRAINT "exercise_upload_grader_id_fkey" FOREIGN KEY ("grader_id") REFERENCES "grader"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "uploaded_solution" ADD CONSTRAINT "uploaded_solution_upload_id_fkey" FOREIGN KEY ("upload_id") REFERENCES "exercise_upload"("id") ON DELETE CASCADE ON UPDATE CASCADE;
