import type { Endpoint } from '../api/endpoint';
import { formPage, startPage } from './form-page';
import { managePage } from './manage-page';
import { venuePage } from './venue-page';
import { joinPage, waitPage } from './wait-page';

/** The pages that the server draws by itself: anybody may ask for them, on a slow phone and without scripts. */
export const PAGES: readonly Endpoint[] = [venuePage, startPage, formPage, managePage, joinPage, waitPage];
