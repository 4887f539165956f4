import { methods } from '@/server/methods';
import { handled, jsonResponse } from '@/server/route';
import { requireIdentity } from '@/server/session';

/** Who is signed in, and where: `{ user, memberships }`. */
const readMe = handled(async (request) => {
  const { userId, name, email, members } = await requireIdentity(request.headers.get('cookie'));
  const memberships = members.map(({ venue, role }) => ({
    businessId: venue.id,
    slug: venue.slug,
    name: venue.name,
    role,
    timeZone: venue.timeZone,
    cutoffHour: venue.cutoffHour,
  }));
  return jsonResponse({ user: { id: userId, name, email }, memberships });
});

export const { GET, POST, PUT, PATCH, DELETE } = methods({ GET: readMe });
