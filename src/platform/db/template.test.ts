import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyTemplate } from './template';

describe('the empty database of the build', () => {
  let place: string;
  let template: string;
  let folder: string;

  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), 'aforo-template-'));
    template = join(place, 'template');
    folder = join(place, 'pg');
    mkdirSync(join(template, 'base'), { recursive: true });
    writeFileSync(join(template, 'PG_VERSION'), '18', { mode: 0o644 });
    writeFileSync(join(template, 'base', '1'), 'rows', { mode: 0o644 });
  });
  afterEach(() => rmSync(place, { recursive: true }));

  it('becomes a new data folder that group and others cannot read', () => {
    copyTemplate(folder, template);
    expect(readFileSync(join(folder, 'base', '1'), 'utf8')).toBe('rows');
    for (const path of [folder, join(folder, 'base'), join(folder, 'PG_VERSION')]) {
      expect(statSync(path).mode & 0o077).toBe(0);
    }
  });

  it('never touches a folder that exists, also an empty one', () => {
    mkdirSync(folder);
    copyTemplate(folder, template);
    expect(existsSync(join(folder, 'PG_VERSION'))).toBe(false);
  });

  it('is copied anew after a start that was killed while it copied', () => {
    mkdirSync(`${folder}.new`);
    writeFileSync(join(`${folder}.new`, 'half'), '');
    copyTemplate(folder, template);
    expect(existsSync(join(folder, 'half'))).toBe(false);
    expect(existsSync(join(folder, 'PG_VERSION'))).toBe(true);
  });

  it('leaves no data folder when the copy fails half-way', async () => {
    // A socket cannot be copied; the files before it have been.
    const socket = createServer().listen(join(template, 'z'));
    await once(socket, 'listening');
    expect(() => copyTemplate(folder, template)).toThrow();
    expect(existsSync(folder)).toBe(false);
    socket.close();
  });

  it('is not needed: without it the engine makes its own', () => {
    copyTemplate(folder, join(place, 'none'));
    expect(existsSync(folder)).toBe(false);
  });
});
