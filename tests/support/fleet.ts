import { freePort } from '../../scripts/lib/postgres.mjs';
import { type Api, type DemoUser, signIn } from './api';
import { startServer, type TestServer } from './server';
import { startProxy, type TlsProxy } from './tls-proxy';

/** Two instances on one PostgreSQL database with the demo in it. */
export interface Fleet {
  readonly instances: readonly [TestServer, TestServer];
  stop(): Promise<void>;
}

export async function startFleet(postgresUrl: string, env: Readonly<Record<string, string>> = {}): Promise<Fleet> {
  const first = await startServer({ postgresUrl, env });
  try {
    const second = await startServer({ env: { ...env, DATABASE_URL: first.env.DATABASE_URL ?? '' } });
    return {
      instances: [first, second],
      async stop() {
        await second.stop();
        await first.stop();
      },
    };
  } catch (error) {
    await first.stop();
    throw error;
  }
}

/** A fleet behind the deployment's proxy. */
export interface ProxiedFleet extends Fleet {
  readonly proxy: TlsProxy;
  /** As the first instance, reached through the proxy. */
  readonly entrance: TestServer;
  signIn(user: DemoUser): Promise<Api>;
}

export async function startProxiedFleet(
  postgresUrl: string,
  env: Readonly<Record<string, string>> = {},
): Promise<ProxiedFleet> {
  const port = await freePort();
  const fleet = await startFleet(postgresUrl, {
    ...env,
    PUBLIC_URL: `https://localhost:${port}`,
    // A number: in the tests clients come from the proxy's own address.
    TRUSTED_PROXIES: '1',
  });
  const [first, second] = fleet.instances;
  try {
    const proxy = await startProxy([first.port, second.port], port);
    return {
      ...fleet,
      proxy,
      entrance: { ...first, url: proxy.url },
      signIn: (user) => signIn(proxy.url, user),
      async stop() {
        await proxy.stop();
        await fleet.stop();
      },
    };
  } catch (error) {
    await fleet.stop();
    throw error;
  }
}

/** Node's fetch accepts any certificate until the returned function is called: the tests' own is signed by nobody. */
export function trustAnyCertificate(): () => void {
  const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
  return () => {
    if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
  };
}
