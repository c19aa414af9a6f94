-- AlterEnum
ALTER TYPE "role" ADD VALUE 'assistant';

-- AlterTable
ALTER TABLE "course" ADD COLUMN     "zone" TEXT NOT NULL DEFAULT 'UTC';

-- AlterTable
ALTER TABLE "enrolment" ADD COLUMN     "section_id" UUID,
ADD COLUMN     "student_number" TEXT;

-- CreateTable
CREATE TABLE "section" (
    "id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "section_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "join_code" (
    "id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "section_id" UUID,
    "code" TEXT NOT NULL,
    "uses_left" INTEGER,
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "join_code_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "section_course_id_slug_key" ON "section"("course_id", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "join_code_code_key" ON "join_code"("code");

-- CreateIndex
CREATE UNIQUE INDEX "enrolment_course_id_student_number_key" ON "enrolment"("course_id", "student_number");

-- AddForeignKey
ALTER TABLE "section" ADD CONSTRAINT "section_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "course"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_section_id_fkey" FOREIGN KEY ("section_id") REFERENCES "section"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "join_code" ADD CONSTRAINT "join_code_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "course"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "join_code" ADD CONSTRAINT "join_code_section_id_fkey" FOREIGN KEY ("section_id") REFERENCES "section"("id") ON DELETE CASCADE ON UPDATE CASCADE;
