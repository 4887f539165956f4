'use client';
import { Component, type ReactNode } from 'react';

interface RedrawProps {
  children: ReactNode;
  /** Shown in place of what cannot be rendered until `version` changes; without it the error passes to the surrounding boundary. */
  fallback?: ReactNode;
  version?: unknown;
}

interface RedrawState {
  failure: { readonly error: unknown } | null;
  version: unknown;
}

/** Renders again at most MOST times within WHILE milliseconds; a part that fails more often has a fault of its own. */
const MOST = 5;
const WHILE = 60_000;

/**
 * An error boundary around a part of a screen, so that its failure affects that part alone. Translators and extensions move the
 * page's text nodes away from where React looks for them: a part that fails for this reason is rendered again from the data.
 */
export class Redraw extends Component<RedrawProps, RedrawState> {
  override state: RedrawState = { failure: null, version: this.props.version };
  #redrawn: number[] = [];

  static getDerivedStateFromError(error: unknown): Partial<RedrawState> {
    return { failure: { error } };
  }

  static getDerivedStateFromProps({ version }: RedrawProps, state: RedrawState): Partial<RedrawState> | null {
    return version === state.version ? null : { version, failure: null };
  }

  override componentDidCatch(error: unknown): void {
    if (!this.#mayRedraw(error)) return;
    this.#redrawn.push(Date.now());
    this.setState({ failure: null });
  }

  override render(): ReactNode {
    const { failure } = this.state;
    const { children, fallback } = this.props;
    if (failure === null) return children;
    if (this.#mayRedraw(failure.error)) return null;
    if (fallback === undefined) throw failure.error;
    return fallback;
  }

  #mayRedraw(error: unknown): boolean {
    this.#redrawn = this.#redrawn.filter((at) => Date.now() - at < WHILE);
    return isTorn(error) && this.#redrawn.length < MOST;
  }
}

/** Whether a node was not where React had put it: `removeChild` and `insertBefore` report this. */
function isTorn(error: unknown): boolean {
  return error instanceof Error && (error.name === 'NotFoundError' || error.name === 'HierarchyRequestError');
}
