import { jsonResponse } from '@/modules/access/route';
import { BookingPage, BookingPageAnswer } from '@/modules/booking/answers';
import { readPage } from '@/modules/booking/reads';
import { BookingPageInput, ReadPageInput } from '@/modules/booking/schema';
import { updatePage } from '@/modules/booking/update-page';
import { endpoint } from './endpoint';
import { operation } from './operation';

/** The version is the answer's tag, which a change may send back as `If-Match`. */
const tagged = (page: BookingPage) => jsonResponse(page, 200, { etag: `"${page.version}"` });

/** The page on which guests book by themselves. */
export const bookingPage = endpoint('/api/pagina', {
  GET: operation({
    ...{ actor: 'member', permission: 'settings.read', input: ReadPageInput, output: BookingPageAnswer },
    ...{ run: readPage, respond: tagged },
  }),
  PUT: operation({
    ...{ actor: 'member', permission: 'settings.write', input: BookingPageInput, output: BookingPage },
    ...{ run: updatePage, respond: tagged },
  }),
});
