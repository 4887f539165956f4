'use client';
import type { RefObject } from 'react';
import { lateComponent } from './later';
import { WaitingPopup } from './waiting-popup';

/** How current the screen is; times on the device's clock, milliseconds. `read` gives the same object until something changes. */
interface FreshnessStore {
  subscribe(listener: () => void): () => void;
  read(): {
    readonly lastMessageAt: number | null;
    readonly seq: number | null;
    readonly transport: 'raw' | 'web' | 'shared' | 'buffered' | 'polling';
  };
}

export interface ConnectionFacts {
  status: 'disconnected' | 'connecting' | 'connected' | 'reconnecting' | 'error';
  freshness: FreshnessStore;
  reconnectAttempts: number;
  onReconnect: () => void;
}

export interface ConnectionPopoverProps extends ConnectionFacts {
  live: boolean;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** What it opens under. */
  trigger: RefObject<HTMLElement | null>;
}

export const ConnectionPopover = lateComponent<ConnectionPopoverProps>(
  () => import('./connection-popover-part').then(({ ConnectionPopoverPart }) => ConnectionPopoverPart),
  ({ props: { open, onOpenChange }, waiting }) =>
    open && <WaitingPopup waiting={waiting} onClose={() => onOpenChange(false)} />,
  ({ open }) => open,
);
