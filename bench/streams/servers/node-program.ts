import { nextPort } from '../machine';
import { bundleOf, Program } from './program';
import { httpGet, type ServerKind } from './server';

/** A server of bench/streams/programs, published to inside its process. */
export function nodeProgram(name: string, label: string): ServerKind {
  return {
    name,
    label,
    missing: () => null,
    async start(options) {
      const [port, publishPort] = [await nextPort(), await nextPort()];
      const env = { PORT: String(port), PUBLISH_PORT: String(publishPort) };
      const isReady = async () => {
        const abort = new AbortController();
        const { ok } = await fetch(`http://127.0.0.1:${port}/`, { signal: abort.signal });
        abort.abort();
        return ok;
      };
      const program = await Program.start([bundleOf(name)], env, options, isReady);
      return {
        target: { host: '127.0.0.1', port },
        requests: [httpGet('/')],
        publish: { target: { host: '127.0.0.1', port: publishPort }, messages: ['\n'], answers: false },
        pids: [program.pid],
        program,
        stop: () => program.stop(),
      };
    },
  };
}
