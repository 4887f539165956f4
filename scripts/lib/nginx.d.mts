export function ensureNginx(env?: NodeJS.ProcessEnv): string;
