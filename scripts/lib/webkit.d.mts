export interface WebKit {
  readonly driver: string;
  readonly browser: string;
  readonly display: string;
  readonly bus: string;
}

export declare function findWebKit(env?: NodeJS.ProcessEnv): WebKit | undefined;
