import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { OpenAPIObject } from '@nestjs/swagger';
import helmet from 'helmet';
import { AppModule, type AppParts } from './app.module.js';
import type { Backbone } from './backbone.js';
import { readSettings } from './platform/config/settings.js';
import { bodyHandlers } from './platform/http/body.js';
import { openApiDocument, serveDocs } from './platform/http/openapi.js';
import { requestId } from './platform/http/request-id.js';
import { openLog } from './platform/logs/logs.js';
import { NestLogger } from './platform/logs/nest-logger.js';

/** What `/openapi.json` serves, for the copy in docs/: the same modules, with nothing behind them to ask. */
export async function describeApi(): Promise<OpenAPIObject> {
  const nothing = {} as Backbone;
  const settings = readSettings({});
  const log = openLog({ ...settings, logLevel: 'silent' });
  const shutdown = new AbortController().signal;
  const module = AppModule.with({ settings, backbone: nothing, checks: [], shutdown, log });
  const app = await NestFactory.create<NestExpressApplication>(module, {
    logger: false,
    abortOnError: false,
  });
  return openApiDocument(app);
}

/** The API, ready to listen. */
export async function createHttpApp(parts: AppParts): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(parts), {
    bodyParser: false,
    logger: new NestLogger(parts.log),
    abortOnError: false,
  });
  app.set('trust proxy', parts.settings.trustedProxies);
  app.disable('x-powered-by');
  app.use(
    (
      request: Parameters<typeof requestId>[0],
      response: NonNullable<Parameters<typeof requestId>[1]>,
      next: () => void,
    ) => {
      requestId(request, response);
      next();
    },
  );
  // Over plain HTTP on loopback there is nothing to upgrade to.
  app.use(
    helmet({
      contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } },
      strictTransportSecurity: false,
    }),
  );
  for (const handler of bodyHandlers(parts.settings)) app.use(handler);
  serveDocs(app, openApiDocument(app));
  await app.init();
  return app;
}
