-- AlterTable
ALTER TABLE "submission" ADD COLUMN     "program" TEXT;
