import type { IncomingMessage } from 'node:http';
import express, { type ErrorRequestHandler, type Request, type RequestHandler } from 'express';
import type { Settings } from '../config/settings.js';
import { sendProblem } from './problem-filter.js';
import { HttpProblem } from './problem.js';
import { RawBody } from './raw-body.js';
import { errorMessage } from '../errors.js';

/**
 * Reads bodies. Bytes come first, because a parser that decodes by itself would replace invalid UTF-8 by U+FFFD and
 * store a source nobody wrote. `request.body` is then a JSON value, a text, a `RawBody`, or undefined.
 */
export function bodyHandlers(settings: Settings): (RequestHandler | ErrorRequestHandler)[] {
  // Three bytes more for a byte order mark, which is not counted.
  const textLimit = Math.min(settings.sourceLimitBytes + 3, settings.bodyLimitBytes);
  const isText = (request: IncomingMessage) =>
    mediaType(request.headers['content-type']).name === 'text/plain';
  const readText = express.raw({ type: isText, limit: textLimit, inflate: false });
  const readOther = express.raw({
    type: (request) => !isText(request),
    limit: settings.bodyLimitBytes,
    inflate: false,
  });
  const decode: RequestHandler = (request, response, next) => {
    try {
      request.body = decodeBody(request);
    } catch (error) {
      if (!(error instanceof HttpProblem)) throw error;
      sendProblem(error, request, response);
      return;
    }
    next();
  };
  const refused: ErrorRequestHandler = (error: unknown, request, response, next) => {
    const type = typeof error === 'object' && error !== null && 'type' in error ? error.type : null;
    if (type === 'entity.too.large') {
      sendProblem(
        tooLarge(isText(request) ? settings.sourceLimitBytes : settings.bodyLimitBytes),
        request,
        response,
      );
    } else if (type === 'encoding.unsupported') {
      sendProblem(
        new HttpProblem('unsupported-media-type', {
          en: 'Compressed bodies are not taken: send it without Content-Encoding.',
          'zh-CN': '不接受压缩过的请求体：请去掉 Content-Encoding。',
        }),
        request,
        response,
      );
    } else if (type === 'request.aborted') {
      response.destroy();
    } else {
      next(error);
    }
  };
  return [readText, readOther, refused, decode];
}

export function tooLarge(limitBytes: number): HttpProblem {
  const limit = limitBytes >= 1024 ? `${Math.floor(limitBytes / 1024)} KiB` : `${limitBytes} B`;
  return new HttpProblem('too-large', {
    en: `At most ${limit} are taken here.`,
    'zh-CN': `此处最多接受 ${limit}。`,
  });
}

/** A spreadsheet’s own encoding is for the reader of the table to find out; an archive has none. */
const rawTypes: readonly string[] = ['text/csv', 'application/gzip', 'application/zip'];

function decodeBody(request: Request): unknown {
  const bytes: unknown = request.body;
  // Nothing was sent: an empty text where the request says that it has one.
  if (!Buffer.isBuffer(bytes)) return request.is('text/plain') !== false ? '' : undefined;
  const type = mediaType(request.headers['content-type']);
  if (bytes.length === 0 && type.name !== 'application/json')
    return type.name === 'text/plain' ? '' : undefined;
  if (rawTypes.includes(type.name)) return new RawBody(bytes, type.name);
  if (type.name !== 'application/json' && type.name !== 'text/plain') throw unsupportedType(type.name);
  if (type.charset !== 'utf-8') {
    throw new HttpProblem(
      'unsupported-media-type',
      {
        en: `The charset is “${type.charset}”; only utf-8 is taken. Save the text as UTF-8.`,
        'zh-CN': `字符集为 “${type.charset}”；只接受 utf-8。请将文本保存为 UTF-8。`,
      },
      {
        errors: [
          {
            header: 'Content-Type',
            detail: { en: 'charset must be utf-8', 'zh-CN': 'charset 必须为 utf-8' },
          },
        ],
      },
    );
  }
  const text = decodeUtf8(bytes);
  return type.name === 'application/json' ? parseJson(text) : text;
}

/** What is sent is neither JSON nor a text. */
export function unsupportedType(name: string): HttpProblem {
  return new HttpProblem('unsupported-media-type', {
    en: `The body’s type is ${name === '' ? 'not given' : `“${name}”`}; application/json and text/plain are taken. With curl: -H 'Content-Type: text/plain'`,
    'zh-CN': `请求体类型${name === '' ? '未给出' : `为 “${name}”`}；只接受 application/json 与 text/plain。使用 curl 时请加：-H 'Content-Type: text/plain'`,
  });
}

function mediaType(header: string | undefined): { name: string; charset: string } {
  const [name = '', ...parameters] = (header ?? '').split(';').map((part) => part.trim());
  const charset = parameters.find((parameter) => /^charset=/i.test(parameter))?.slice('charset='.length);
  return {
    name: name.toLowerCase(),
    charset: (charset ?? 'utf-8')
      .replaceAll('"', '')
      .toLowerCase()
      .replace(/^utf8$/, 'utf-8'),
  };
}

/** A byte order mark is taken off: editors on Windows write one, and it is not part of the program. */
function decodeUtf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    const at = firstInvalidByte(bytes);
    const line = bytes.subarray(0, at).toString('latin1').split('\n').length;
    throw new HttpProblem(
      'bad-encoding',
      {
        en: `Byte ${at}, in line ${line}, is not valid UTF-8. Save the file as UTF-8 and send it again.`,
        'zh-CN': `第 ${line} 行的第 ${at} 个字节（从 0 数起）不是合法的 UTF-8。请将文件另存为 UTF-8 后重新发送。`,
      },
      { errors: [{ pointer: '', detail: { en: 'not UTF-8', 'zh-CN': '不是 UTF-8' } }], cause },
    );
  }
}

/** Offset of the first byte that no valid UTF-8 sequence holds: how far a strict decoder gets, by bisection. */
function firstInvalidByte(bytes: Buffer): number {
  let [valid, end] = [0, bytes.length];
  while (valid < end) {
    const middle = (valid + end + 1) >> 1;
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      valid = middle;
    } catch {
      end = middle - 1;
    }
  }
  return valid;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = errorMessage(cause);
    throw new HttpProblem(
      'malformed-json',
      { en: `The body is not JSON: ${reason}`, 'zh-CN': `请求体不是合法的 JSON：${reason}` },
      { errors: [{ pointer: '', detail: { en: reason, 'zh-CN': reason } }], cause },
    );
  }
}
