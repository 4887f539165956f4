import type { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

type Init = NodeFS['init'];
type SetAttributes = (node: unknown, attributes: { mode?: number | null }) => void;
/** The parts of Node's file system that the engine uses. */
interface NodeFiles {
  readonly node_ops: { setattr: SetAttributes };
  readonly stream_ops: { setattr: SetAttributes };
}

/**
 * The files of an embedded database. The engine gives the files that it creates the modes 644 and 666, whatever the process's
 * umask; here group and others get no rights.
 */
export class PrivateFiles extends NodeFS {
  override async init(pg: PGlite, options: Parameters<Init>[1]): ReturnType<Init> {
    return super.init(pg, {
      ...options,
      preRun: [
        ...(options.preRun ?? []),
        (module: unknown) => {
          const { node_ops: nodes, stream_ops: streams } = (module as { NODEFS: NodeFiles }).NODEFS;
          for (const operations of [nodes, streams]) operations.setattr = withoutOthers(operations.setattr);
        },
      ],
    });
  }
}

function withoutOthers(set: SetAttributes): SetAttributes {
  return (node, attributes) => {
    const { mode } = attributes;
    set(node, typeof mode === 'number' ? { ...attributes, mode: mode & ~0o077 } : attributes);
  };
}
