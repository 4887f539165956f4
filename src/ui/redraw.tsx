'use client';
import { Component, type ReactNode } from 'react';

interface RedrawProps {
  children: ReactNode;
  /** Stands for what cannot be drawn until `version` changes; without one the failure goes on to whatever is around. */
  fallback?: ReactNode;
  version?: unknown;
}

interface RedrawState {
  failure: { readonly error: unknown } | null;
  version: unknown;
}

/** Draws anew this often in a while; what fails still more often is no passing hand in the page. Milliseconds. */
const MOST = 5;
const WHILE = 60_000;

/**
 * Around a part of a screen, so that its failure costs that part alone. Translators and extensions move the page's text nodes
 * away from where React looks for them: what fails by that is drawn anew from the data.
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

/** A node was not where it had been put: `removeChild` and `insertBefore` say so. */
function isTorn(error: unknown): boolean {
  return error instanceof Error && (error.name === 'NotFoundError' || error.name === 'HierarchyRequestError');
}
