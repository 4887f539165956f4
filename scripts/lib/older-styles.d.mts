import type { Plugin } from 'postcss';

export default function olderStyles(): Plugin;
