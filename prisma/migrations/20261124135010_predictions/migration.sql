-- AlterTable
ALTER TABLE "submission" ADD COLUMN     "prediction" TEXT;
