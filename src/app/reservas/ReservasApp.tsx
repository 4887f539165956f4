'use client';
import { livePage } from '@/app/live/live-page';
import { DayScreen } from './components/day-screen';

/** The host's screen: one venue's day, updated live. */
export const ReservasApp = livePage(DayScreen);
