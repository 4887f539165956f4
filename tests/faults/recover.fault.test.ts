import { afterEach, describe, expect, inject, it } from 'vitest';
import { anonymousApi, USERS } from '../support/api';
import { runCommand } from '../support/copies';
import { startServer, type TestServer } from '../support/server';

const PASSWORD = 'una clave que sí recuerdo';

let server: TestServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

describe.each(['embedded', 'postgres'] as const)('the command that lets an owner in again (%s)', (kind) => {
  it('prints a link that works once, and refuses whom it cannot help with a sentence', async () => {
    const isEmbedded = kind === 'embedded';
    const running = await startServer(isEmbedded ? {} : { postgresUrl: inject('postgresUrl') });
    server = running;
    const recover = (...args: string[]) => runCommand(running, 'recover', args);
    if (isEmbedded) {
      const meanwhile = await recover(USERS.owner);
      expect(meanwhile.code, 'the folder belongs to the server').toBe(1);
      expect(meanwhile.output).not.toContain('/recuperar/');
      await running.terminate();
    }

    const unknown = await recover('nadie@correo.test');
    expect(unknown).toMatchObject({ code: 1, output: expect.stringContaining('No account has that e-mail.') });
    const host = await recover(USERS.host);
    expect(host).toMatchObject({ code: 1, output: expect.stringContaining('owns no open venue') });
    for (const { output } of [unknown, host]) expect(output).not.toMatch(/\/recuperar\/|\n\s+at /);
    expect(await recover()).toMatchObject({ code: 2, output: expect.stringContaining('npm run recover') });

    const { code, output } = await recover(USERS.owner.toUpperCase());
    expect(code).toBe(0);
    const [, path = '', token = ''] = /^http:\/\/localhost:\d+(\/recuperar\/(\S+))$/m.exec(output) ?? [];
    expect(token).not.toBe('');
    if (isEmbedded) await running.restart();
    const page = await fetch(running.url + path);
    expect(page.status).toBe(200);
    const guest = anonymousApi(running.url);
    const use = () => guest.call('POST', '/api/recuperacion', { body: { token, password: PASSWORD } });
    expect((await use()).status).toBe(200);
    expect(await use()).toMatchObject({ body: { code: 'LINK_USED' } });
    const signedIn = await guest.call('POST', '/api/auth/sign-in/email', {
      body: { email: USERS.owner, password: PASSWORD },
    });
    expect(signedIn.status).toBe(200);
  });
});
