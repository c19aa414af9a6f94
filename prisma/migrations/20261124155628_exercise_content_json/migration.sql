-- AlterTable
ALTER TABLE "exercise" ALTER COLUMN "content" SET DATA TYPE JSON;
