import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { SkipThrottle } from '@nestjs/throttler';
import type { Response } from 'express';
import { z } from 'zod';
import { Public } from '../http/public.js';
import { errorMessage } from '../errors.js';

/** One thing the service needs in order to do its work. `why` and `how` are there when it is missing. */
export interface HealthCheck {
  readonly id: string;
  run(): Promise<HealthFinding>;
}

export interface HealthFinding {
  readonly ok: boolean;
  readonly what: string;
  readonly how?: string;
}

/** Injection token: the checks, in the order they are told. */
export const HEALTH_CHECKS = Symbol('health checks');

const liveSchema = z.strictObject({ status: z.literal('live') }).meta({ id: 'Liveness' });

export const readinessSchema = z
  .strictObject({
    status: z.enum(['ready', 'not-ready']),
    checks: z.array(
      z.strictObject({
        id: z.string(),
        ok: z.boolean(),
        what: z.string(),
        how: z.string().optional().meta({ description: 'How to mend it' }),
      }),
    ),
  })
  .meta({ id: 'Readiness' });
type Readiness = z.infer<typeof readinessSchema>;

/** A check that does not answer at all is as good as failed, milliseconds. */
const limitMs = 5000;

@ApiTags('health')
@Public()
@SkipThrottle({ address: true, default: true })
@Controller('health')
export class HealthController {
  constructor(@Inject(HEALTH_CHECKS) private readonly checks: readonly HealthCheck[]) {}

  /** The process runs and its event loop turns; nothing more, so that a slow database gets nobody killed. */
  @Get('live')
  @ApiResponse({ status: 200, description: 'The process runs', standardSchema: liveSchema })
  live(): z.infer<typeof liveSchema> {
    return { status: 'live' };
  }

  /** Database, migrations, queue, sandbox: whether requests should be sent here. */
  @Get('ready')
  @ApiResponse({ status: 200, description: 'Everything needed is there', standardSchema: readinessSchema })
  @ApiResponse({ status: 503, description: 'Something needed is missing', standardSchema: readinessSchema })
  async ready(@Res({ passthrough: true }) response: Response): Promise<Readiness> {
    const checks = await Promise.all(
      this.checks.map(async (check) => ({ id: check.id, ...(await finding(check)) })),
    );
    const ok = checks.every((check) => check.ok);
    response.status(ok ? 200 : 503);
    return { status: ok ? 'ready' : 'not-ready', checks };
  }
}

async function finding(check: HealthCheck): Promise<HealthFinding> {
  const late = Promise.withResolvers<HealthFinding>();
  const timer = setTimeout(
    () => late.resolve({ ok: false, what: `no answer within ${limitMs / 1000} s` }),
    limitMs,
  );
  try {
    return await Promise.race([check.run(), late.promise]);
  } catch (error) {
    return { ok: false, what: errorMessage(error) };
  } finally {
    clearTimeout(timer);
  }
}
