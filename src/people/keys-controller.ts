import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ApiKeyed, ApiProblems } from '../platform/http/openapi.js';
import { CurrentCaller, Roles } from './auth-guard.js';
import { KeysService, type KeyRow } from './keys-service.js';
import { roleSchema, type Caller } from './roles.js';

const newKeySchema = z
  .strictObject({
    name: z.string().trim().min(1).max(200).meta({ description: 'Whose key it is', example: 'Ada' }),
    role: roleSchema,
    course: z.string().min(1).max(64).default('demo').meta({ description: 'Slug of the course to enrol in' }),
  })
  .meta({ id: 'NewKey' });

const keySchema = z
  .strictObject({
    id: z.uuid(),
    prefix: z.string().meta({ description: 'The readable beginning of the key' }),
    role: roleSchema,
    name: z.string(),
    createdAt: z.iso.datetime(),
    revokedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Key' });
type Key = z.infer<typeof keySchema>;

const createdKeySchema = keySchema
  .extend({ key: z.string().meta({ description: 'The key itself, shown this once' }) })
  .meta({ id: 'CreatedKey' });

const keyListSchema = z.strictObject({ items: z.array(keySchema) }).meta({ id: 'KeyList' });

@ApiTags('keys')
@ApiKeyed()
@ApiProblems('forbidden')
@Roles(['admin', 'instructor'])
@Controller('keys')
export class KeysController {
  constructor(@Inject(KeysService) private readonly keys: KeysService) {}

  @Post()
  @ApiOperation({ summary: 'Make an account and its key; the key is shown once' })
  @ApiResponse({ status: 201, description: 'The key', standardSchema: createdKeySchema })
  @ApiProblems('validation', 'malformed-json', 'unsupported-media-type')
  async create(
    @CurrentCaller() caller: Caller,
    @Body({ schema: newKeySchema }) body: z.infer<typeof newKeySchema>,
  ): Promise<z.infer<typeof createdKeySchema>> {
    const { key, row } = await this.keys.create(caller, body);
    return { ...present(row), key };
  }

  @Get()
  @ApiOperation({ summary: 'Keys you manage, newest first, without their secret' })
  @ApiResponse({ status: 200, description: 'The keys', standardSchema: keyListSchema })
  async list(@CurrentCaller() caller: Caller): Promise<z.infer<typeof keyListSchema>> {
    return { items: (await this.keys.list(caller)).map(present) };
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Revoke a key; it stops working at once' })
  @ApiResponse({ status: 204, description: 'Revoked' })
  @ApiProblems('not-found', 'bad-parameter')
  async revoke(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: z.uuid() }) id: string,
  ): Promise<void> {
    await this.keys.revoke(caller, id);
  }
}

function present(row: KeyRow): Key {
  return {
    id: row.id,
    prefix: row.prefix,
    role: row.role,
    name: row.account.name,
    createdAt: row.createdAt.toISOString(),
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}
