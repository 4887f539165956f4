import * as z from 'zod';
import { Id } from '@/platform/input/fields';
import { CHANNELS, MAX_JOINED } from './rules';

export const ChannelField = z.enum(CHANNELS);

/** The tables of one party; each is named once. */
export const TableIds = z
  .array(Id)
  .max(MAX_JOINED)
  .transform((ids) => [...new Set(ids)]);
