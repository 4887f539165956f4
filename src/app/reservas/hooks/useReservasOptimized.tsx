'use client';

import type { UseReservasOptimizedOptions, UseReservasOptimizedResult } from '../types/reservas-hook';

/** A venue's day, live: the list, its figures and every write on it. */
export declare function useReservasOptimized(options: UseReservasOptimizedOptions): UseReservasOptimizedResult;
