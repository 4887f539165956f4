import { fileResponse, type Handler, handled } from '@/modules/access/route';
import { findLogo } from '@/modules/venues/find-brand';
import { DomainError } from '@/platform/errors';
import { endpoint } from './endpoint';
import { operation } from './operation';

const serveLogo = handled(async (_request, { businessId = '', hash = '' }) => {
  const found = await findLogo(businessId, hash);
  if (!found) throw new DomainError('NOT_FOUND');
  const { contentType, bytes } = found;
  return fileResponse({ contentType, bytes, fileName: contentType === 'image/png' ? 'logo.png' : 'logo.jpg' });
});

/** The address names the content, which never changes under it. */
const serve: Handler = async (request, context) => {
  const answer = await serveLogo(request, context);
  if (answer.ok) answer.headers.set('cache-control', 'public, max-age=31536000, immutable');
  return answer;
};

/** A venue's logo, for whoever has a pass or a mail of it. */
export const logo = endpoint('/api/logos/[businessId]/[hash]', {
  GET: operation({ actor: 'public', input: null, output: null, serve }),
});
