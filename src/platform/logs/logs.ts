import { LoggerModule, type Params } from 'nestjs-pino';
import type { DynamicModule } from '@nestjs/common';
import { pino, destination } from 'pino';
import type { Settings } from '../config/settings.js';
import { requestId } from '../http/request-id.js';

/** Never in a log: keys and what students wrote. */
const secret = [
  'req.headers.authorization',
  'req.headers.cookie',
  '*.authorization',
  '*.source',
  '*.key',
  'source',
  'key',
];

/** JSON lines on stderr; stdout is for what `serve` tells the person who started it. */
export function openLog(settings: Settings): pino.Logger {
  return pino(
    { level: settings.logLevel, redact: { paths: secret, censor: '[redacted]' }, base: null },
    destination({ fd: 2, sync: true }),
  );
}

export function logModule(log: pino.Logger): DynamicModule {
  const params: Params = {
    pinoHttp: {
      logger: log,
      genReqId: (request, response) => requestId(request, response),
      autoLogging: { ignore: (request) => request.url?.startsWith('/health/') ?? false },
      customLogLevel: (_, response, error) =>
        error !== undefined || response.statusCode >= 500 ? 'error' : 'info',
      serializers: {
        req: ({ id, method, url }: { id: string; method: string; url: string }) => ({ id, method, url }),
        res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
      },
    },
    // Requests are logged by pino-http once; the same middleware on every route, and on none twice.
    forRoutes: ['/{*path}'],
  };
  return LoggerModule.forRoot(params);
}
