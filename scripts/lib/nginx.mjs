import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { installFromDistribution } from './apt.mjs';

/** Sbin folders are often not on the path of a user who may run what they hold. */
const PLACES = ['/usr/sbin', '/usr/local/sbin', '/usr/local/bin', '/opt/homebrew/bin'];

/** Path of an nginx with TLS and HTTP/2; installs the distribution's when there is none. Throws with what to do. */
export function ensureNginx(env = process.env) {
  const found = findNginx(env);
  if (found) return found;
  installFromDistribution(['nginx-light']);
  const installed = findNginx(env);
  if (installed) return installed;
  throw new Error('No nginx with HTTP/2 found and none could be installed. Install nginx, or set NGINX_PATH to one.');
}

function findNginx(env) {
  const folders = [...(env.PATH ?? '').split(delimiter), ...PLACES];
  const candidates = [env.NGINX_PATH, ...folders.map((folder) => join(folder, 'nginx'))];
  return candidates.find((path) => path && speaksHttp2(path));
}

/** nginx writes how it was built to its error output. */
function speaksHttp2(path) {
  const { stderr } = spawnSync(path, ['-V'], { encoding: 'utf8', timeout: 20_000 });
  return /--with-http_v2_module/.test(stderr ?? '') && /--with-http_ssl_module/.test(stderr ?? '');
}
