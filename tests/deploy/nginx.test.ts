import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const nginx = readFileSync(join('deploy', 'nginx.conf'), 'utf8');
const locations = [...nginx.matchAll(/^ {4}location ([^{]+) \{\n([\s\S]*?)^ {4}\}/gm)]
  .map(([, match = '', body = '']) => ({ match, body }))
  .filter(({ body }) => body.includes('proxy_pass'));

/** The location that nginx chooses for a path: an exact one, else the first expression, else the longest prefix. */
function locationOf(path: string) {
  const exact = locations.find(({ match }) => match === `= ${path}`);
  const expression = locations.find(({ match }) => match.startsWith('~ ') && new RegExp(match.slice(2)).test(path));
  const prefixes = locations.filter(({ match }) => path.startsWith(match));
  return exact ?? expression ?? prefixes.toSorted((a, b) => b.match.length - a.match.length)[0];
}
const zonesOf = (path: string) =>
  [...(locationOf(path)?.body ?? '').matchAll(/limit_(req|conn) (?:zone=)?(\w+)/g)].map(
    ([, kind, zone]) => `${kind} ${zone}`,
  );

describe('deploy/nginx.conf', () => {
  it('limits requests and connections of an address wherever it passes one on, probes excepted', () => {
    const open = locations.filter(({ body }) => !/limit_req /.test(body) || !/limit_conn /.test(body));
    expect(open.map(({ match }) => match)).toEqual(['~ ^/api/(health|ready)$']);
  });

  it.each([
    ['/entrar', ['req pages', 'conn asking']],
    ['/pase/ABC', ['req pages', 'conn asking']],
    ['/no/such/page', ['req pages', 'conn asking']],
    ['/api/reservas', ['req api', 'conn asking']],
    ['/api/reservas/qr-scan', ['req api', 'conn asking']],
    ['/api/auth/sign-in/email', ['req signin', 'conn asking']],
    ['/api/setup', ['req signin', 'conn asking']],
    ['/api/reservas/events', ['req api', 'conn streaming']],
    ['/_next/static/chunks/a.js', ['req api', 'conn asking']],
    ['/api/ready', []],
    ['/api/health', []],
  ])('%s', (path, zones) => {
    expect(zonesOf(path)).toEqual(zones);
  });

  it('names only zones that it makes, keyed by the visitor, and answers 429', () => {
    const made = [...nginx.matchAll(/limit_(req|conn)_zone (\S+) zone=(\w+):/g)];
    expect(made.map(([, , key]) => key)).toEqual(made.map(() => '$visitor'));
    const used = [...nginx.matchAll(/limit_(req|conn) (?:zone=)?(\w+) /g)].map(([, kind, zone]) => `${kind} ${zone}`);
    expect(new Set(used)).toEqual(new Set(made.map(([, kind, , zone]) => `${kind} ${zone}`)));
    for (const kind of ['req', 'conn']) expect(nginx).toContain(`limit_${kind}_status 429;`);
  });
});
