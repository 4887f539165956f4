import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { childrenOf, has, nextPort, pinned } from '../machine';
import { eventJson, MARK } from '../programs/event';
import { httpGet, httpPost, type ServerKind } from './server';

const MODULES = ['/usr/lib/nginx/modules', '/usr/lib64/nginx/modules', '/usr/share/nginx/modules'];
const MODULE = MODULES.map((folder) => join(folder, 'ngx_nchan_module.so')).find((file) => existsSync(file));

/** nginx with the nchan module, one worker, published to over HTTP with connections kept alive. */
export const nchan: ServerKind = {
  name: 'nchan',
  label: 'nchan (nginx, C)',
  missing: () => (has('nginx') && MODULE ? null : 'nginx with libnginx-mod-nchan is not installed'),
  async start({ core, heartbeatMs }) {
    const port = await nextPort();
    const home = mkdtempSync(join(tmpdir(), 'aforo-nchan-'));
    writeFileSync(join(home, 'nginx.conf'), configuration(port, heartbeatMs));
    const [command, ...args] = pinned(core, ['nginx', '-p', home, '-c', join(home, 'nginx.conf')]);
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    const exited = once(child, 'exit');
    const stop = async () => {
      child.kill('SIGTERM');
      await exited;
      rmSync(home, { recursive: true, force: true });
    };
    const { pid } = child;
    for (let tries = 0; pid !== undefined && child.exitCode === null && tries < 400; tries++) {
      const [worker] = childrenOf(pid);
      if (worker !== undefined && (await answers(port))) {
        const target = { host: '127.0.0.1', port };
        const publish = httpPost('/publish', eventJson(1), { 'content-type': 'text/plain' });
        return {
          target,
          requests: [httpGet('/subscribe')],
          publish: { target, messages: [publish], answers: true },
          pids: [pid, worker],
          stop,
        };
      }
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    await stop();
    throw new Error('nginx did not start');
  },
};

async function answers(port: number): Promise<boolean> {
  const head = await fetch(`http://127.0.0.1:${port}/`).catch(() => null);
  return head !== null;
}

function configuration(port: number, heartbeatMs?: number): string {
  const ping = heartbeatMs
    ? `nchan_eventsource_ping_interval ${Math.round(heartbeatMs / 1_000)}s; nchan_eventsource_ping_comment "${MARK}";`
    : '';
  return `
load_module ${MODULE};
daemon off;
${process.getuid?.() === 0 ? 'user root;' : ''}
pid nginx.pid;
error_log stderr error;
worker_processes 1;
events { use epoll; worker_connections 16000; multi_accept on; }
http {
  access_log off;
  client_body_temp_path body;
  proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
  keepalive_requests 1000000000;
  keepalive_timeout 1h;
  tcp_nodelay on;
  nchan_shared_memory_size 128M;
  server {
    listen 127.0.0.1:${port} backlog=4096;
    location / { return 204; }
    location = /subscribe {
      nchan_subscriber eventsource;
      nchan_channel_id bench;
      nchan_subscriber_first_message newest;
      ${ping}
    }
    location = /publish {
      nchan_publisher http;
      nchan_channel_id bench;
      nchan_message_buffer_length 100;
    }
  }
}
`;
}
