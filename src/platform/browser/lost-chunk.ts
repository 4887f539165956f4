/** The messages of the bundler and the browsers when a part of the program could not be loaded. */
const LOST =
  /ChunkLoadError|Failed to load chunk|Loading (CSS )?chunk|dynamically imported module|Importing a module script failed/i;

/** Whether an error means that a script did not load: after an update, or on a bad connection. To reload the page fixes it. */
export function isLostChunk(error: unknown): boolean {
  return error instanceof Error && LOST.test(`${error.name} ${error.message}`);
}
