interface Input {
  readonly format?: string;
  readonly imports?: readonly { readonly path: string; readonly kind: string }[];
}
interface Output {
  readonly imports?: readonly { readonly path: string; readonly external?: boolean }[];
}

/** What is wrong with a bundle of the server, one sentence each. */
export function checkBundle(
  metafile: { readonly inputs: Readonly<Record<string, Input>>; readonly outputs: Readonly<Record<string, Output>> },
  packages: { readonly external: readonly string[]; readonly dependencies: readonly string[] },
  hasBinary?: (folder: string) => boolean,
): string[];
