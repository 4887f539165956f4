import { methods } from '@/server/methods';
import { handled, jsonResponse } from '@/server/route';

/** Who is signed in, and where: `{ user, memberships }`. */
const readMe = handled(async (_request, _params, _requestId, caller) => {
  const { userId, name, email, members } = await caller.identify();
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
