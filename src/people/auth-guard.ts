import {
  createParamDecorator,
  Inject,
  Injectable,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { Public } from '../platform/http/public.js';
import { HttpProblem } from '../platform/http/problem.js';
import { KeysService } from './keys-service.js';
import type { Caller, Role } from './roles.js';

/** Marks a handler for some roles only. */
export const Roles = Reflector.createDecorator<readonly Role[]>();

const callers = new WeakMap<Request, Caller>();

/** Every address needs a key unless it is marked `Public`: forgetting the mark closes, it never opens. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    @Inject(KeysService) private readonly keys: KeysService,
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride(Public, targets) === true) return true;
    const request = context.switchToHttp().getRequest<Request>();
    const caller = await this.keys.selectOptionalCaller(bearerToken(request));
    if (caller === null) throw unauthenticated(true);
    const roles = this.reflector.getAllAndOverride(Roles, targets) as readonly Role[] | undefined;
    if (roles !== undefined && !roles.includes(caller.role)) {
      throw new HttpProblem('forbidden', {
        en: `This is for: ${roles.join(', ')}. Your key is for: ${caller.role}.`,
        'zh-CN': `此操作仅限：${roles.join('、')}。你的密钥角色为：${caller.role}。`,
      });
    }
    callers.set(request, caller);
    return true;
  }
}

/**
 * Who asks at a public address: null without a key. A key that is not known is refused all the same: its holder thinks
 * that it counts.
 *
 * @throws HttpProblem unauthenticated
 */
export async function optionalBearer(request: Request, keys: KeysService): Promise<Caller | null> {
  if (request.headers.authorization === undefined) return null;
  const caller = await keys.selectOptionalCaller(bearerToken(request));
  if (caller === null) throw unauthenticated(true);
  return caller;
}

/** RFC 6750, 2.1; the scheme's name is case-insensitive (RFC 9110, 11.1). */
function bearerToken(request: Request): string {
  const header = request.headers.authorization;
  if (header === undefined) throw unauthenticated(false);
  const token = /^Bearer +(\S+)$/i.exec(header)?.[1];
  if (token === undefined) throw unauthenticated(true);
  return token;
}

function unauthenticated(given: boolean): HttpProblem {
  return new HttpProblem(
    'unauthenticated',
    given
      ? {
          en: 'The key is not known, or it was revoked. Check that “Authorization: Bearer db_…” has the whole key.',
          'zh-CN': '密钥不存在或已被吊销。请检查 “Authorization: Bearer db_…” 中的密钥是否完整。',
        }
      : {
          en: 'A key is needed: send “Authorization: Bearer db_…”.',
          'zh-CN': '需要密钥：请发送 “Authorization: Bearer db_…”。',
        },
    { headers: { 'WWW-Authenticate': `Bearer realm="doorbell"${given ? ', error="invalid_token"' : ''}` } },
  );
}

/** Parameter decorator: who asks. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const caller = callers.get(context.switchToHttp().getRequest<Request>());
  if (caller === undefined) throw new Error('A public handler asked who its caller is');
  return caller;
});
