-- CreateEnum
CREATE TYPE "trace_status" AS ENUM ('queued', 'running', 'done', 'failed');

-- CreateTable
CREATE TABLE "syscall_trace" (
    "submission_id" UUID NOT NULL,
    "status" "trace_status" NOT NULL DEFAULT 'queued',
    "job_id" UUID NOT NULL,
    "token" UUID,
    "grader_id" INTEGER,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "content" JSON,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "syscall_trace_pkey" PRIMARY KEY ("submission_id")
);

-- CreateIndex
CREATE INDEX "syscall_trace_status_idx" ON "syscall_trace"("status");

-- AddForeignKey
ALTER TABLE "syscall_trace" ADD CONSTRAINT "syscall_trace_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submission"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "syscall_trace" ADD CONSTRAINT "syscall_trace_grader_id_fkey" FOREIGN KEY ("grader_id") REFERENCES "grader"("id") ON DELETE SET NULL ON UPDATE CASCADE;
