import { createReadStream, readdirSync, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import Negotiator from 'negotiator';
import { FILE_POLICY } from '@/platform/http/security-headers';

const PREFIX = '/_next/static/';
const TYPES: Record<string, string> = { js: 'application/javascript; charset=UTF-8', css: 'text/css; charset=UTF-8' };

/**
 * Answers a request with a file that the build has compressed. False when the file is not one of them: the usual file
 * server must answer then.
 */
export type SendCompressed = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

/**
 * The `.br` files of a build's `static` folder (scripts/lib/compress-files.mjs), under the addresses of the
 * uncompressed files.
 */
export function compressedFiles(folder = join('.next', 'static')): SendCompressed {
  const files = new Map(
    listFiles(folder)
      .filter((name) => name.endsWith('.br'))
      .map((name) => [PREFIX + name.slice(0, -'.br'.length).replaceAll('\\', '/'), join(folder, name)]),
  );
  return async (request, response) => {
    const { method, url = '', headers } = request;
    const path = url.split('?', 1)[0] ?? '';
    const file = files.get(path);
    const type = TYPES[path.slice(path.lastIndexOf('.') + 1)];
    if (
      !file ||
      !type ||
      (method !== 'GET' && method !== 'HEAD') ||
      !new Negotiator({ headers }).encodings().includes('br')
    )
      return false;
    response.writeHead(200, {
      'content-type': type,
      'content-encoding': 'br',
      'content-length': statSync(file).size,
      'content-security-policy': FILE_POLICY,
      // The name of a file changes with its content.
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
    });
    if (method === 'HEAD') response.end();
    else await pipeline(createReadStream(file), response).catch(() => response.destroy());
    return true;
  };
}

function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
}
