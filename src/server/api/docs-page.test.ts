import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { KEY_PERMISSIONS } from '@/modules/access/context';
import { ERROR_CODES } from '@/platform/errors';
import { typeText } from './docs-types';
import { apiDocs, ENDPOINTS } from './endpoints';

const ORIGIN = 'http://localhost:3000';

async function readPage(language: string): Promise<{ html: string; headers: Headers }> {
  const headers = { host: 'localhost:3000', 'accept-language': language };
  const answer = await apiDocs.GET(new Request(`${ORIGIN}/api/docs`, { headers }), { params: Promise.resolve({}) });
  expect(answer.status).toBe(200);
  return { html: await answer.text(), headers: answer.headers };
}

it.each(['es', 'en'])('lists every endpoint with its permission, and every error code, in %s', async (language) => {
  const { html, headers } = await readPage(language);
  expect(headers.get('content-language')).toBe(language);
  expect(html).toContain(`<html lang="${language}"`);
  for (const { path } of ENDPOINTS.filter((one) => !one.path.includes('[...')))
    expect(html, path).toContain(`<code>${path.replaceAll('[', '{').replaceAll(']', '}')}</code>`);
  for (const permission of KEY_PERMISSIONS.filter((name) =>
    ENDPOINTS.some((one) => one.GET.operation?.permission === name),
  ))
    expect(html, permission).toContain(`<code>${permission}</code>`);
  for (const code of ERROR_CODES) expect(html, code).toContain(`<code>${code}</code>`);
});

it('loads nothing from anywhere, runs nothing, and styles itself within its policy', async () => {
  const { html, headers } = await readPage('en');
  const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? '';
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain(`style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`);
  expect(policy).toContain("default-src 'none'");
  expect(html).not.toMatch(/<script|\sstyle="|\son\w+="/);
  const addresses = [...html.matchAll(/https?:\/\/[^\s'"<]+/g)].map(([address]) => new URL(address).origin);
  expect(new Set(addresses)).toEqual(new Set([ORIGIN]));
  const targets = [...html.matchAll(/href="#([^"]+)"/g)].map(([, id]) => `id="${id}"`);
  expect(targets.filter((id) => !html.includes(id))).toEqual([]);
});

it('writes a schema as a reader would', () => {
  const text = { type: 'string', minLength: 1, maxLength: 60 };
  expect(typeText(text)).toBe('string (≥ 1, ≤ 60)');
  expect(typeText({ anyOf: [{ type: 'string', format: 'date' }, { type: 'null' }] })).toBe('string (date) | null');
  expect(typeText({ type: 'array', items: { enum: ['A', 'B'] } })).toBe('("A" | "B")[]');
  expect(typeText({ $ref: '#/components/schemas/Reservation' })).toBe('Reservation');
  const row = { type: 'object', properties: { id: { type: 'string' }, tags: { type: 'integer' } }, required: ['id'] };
  expect(typeText({ type: 'array', items: row })).toBe('{\n  id: string\n  tags?: integer\n}[]');
  expect(typeText({ type: 'object', additionalProperties: { type: 'number' } })).toBe('{ [name]: number }');
});
