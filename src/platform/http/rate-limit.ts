import { createHash } from 'node:crypto';
import { Inject, Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import {
  getOptionsToken,
  getStorageToken,
  ThrottlerGuard,
  type ThrottlerLimitDetail,
  type ThrottlerModuleOptions,
  type ThrottlerStorage,
} from '@nestjs/throttler';
import type { Request } from 'express';
import type { Settings } from '../config/settings.js';
import { HttpProblem } from './problem.js';

/** Marks a handler that costs a grading: it has a limit of its own. */
export const Costly = Reflector.createDecorator<undefined, boolean>({ transform: () => true });

const minuteMs = 60_000;

/**
 * Two limits a minute: by address, generous, for whoever has no key and tries; and by key, with its own account for
 * submissions. The counts are this process’s own.
 */
export function rateLimits(settings: Settings, reflector: Reflector): ThrottlerModuleOptions {
  const costly = (context: ExecutionContext) => reflector.get(Costly, context.getHandler()) === true;
  return {
    throttlers: [
      {
        name: 'address',
        ttl: minuteMs,
        limit: settings.addressRequestsPerMinute,
        setHeaders: false,
        generateKey: (_, tracker) => `address ${tracker}`,
      },
      {
        name: 'default',
        ttl: minuteMs,
        limit: (context) => (costly(context) ? settings.submissionsPerMinute : settings.requestsPerMinute),
        getTracker: (request) => keyOrAddress(request as Request),
        generateKey: (context, tracker) => `${costly(context) ? 'submissions' : 'requests'} ${tracker}`,
      },
    ],
  };
}

/** The key’s hash, never the key: trackers may be shown in a log. */
function keyOrAddress(request: Request): string {
  const { authorization } = request.headers;
  if (authorization === undefined) return request.ip ?? 'unknown';
  return createHash('sha256').update(authorization).digest('base64url');
}

@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  protected override headerPrefix = 'RateLimit';

  constructor(
    @Inject(getOptionsToken()) options: ThrottlerModuleOptions,
    @Inject(getStorageToken()) storage: ThrottlerStorage,
    @Inject(Reflector) reflector: Reflector,
  ) {
    super(options, storage, reflector);
  }

  protected override throwThrottlingException(
    _: ExecutionContext,
    limit: ThrottlerLimitDetail,
  ): Promise<void> {
    const seconds = Math.max(1, Math.ceil(limit.timeToBlockExpire));
    throw new HttpProblem(
      'too-many-requests',
      {
        en: `More than ${limit.limit} in a minute. Wait ${seconds} s. To be told of a report, send “Prefer: wait=60” or read the submission’s events.`,
        'zh-CN': `一分钟内超过了 ${limit.limit} 次，请等待 ${seconds} 秒。想在报告完成时得到通知，请发送 “Prefer: wait=60” 或读取该提交的事件流。`,
      },
      { headers: { 'Retry-After': String(seconds) } },
    );
  }
}
