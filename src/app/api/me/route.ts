import { methods } from '@/server/methods';
import { handled, jsonResponse } from '@/server/route';
import { membershipsOf, requireSession } from '@/server/session';

/** Who is signed in, and where: `{ user, memberships }`. */
const readMe = handled(async (request) => {
  const { userId, name, email } = await requireSession(request.headers);
  const memberships = (await membershipsOf(userId)).map(({ venue, role }) => ({
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
