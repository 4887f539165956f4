/** In a request, the clock of the device as it is sent: an ISO instant. The server corrects the times that the request names by it. */
export const CLOCK_HEADER = 'x-aforo-clock';
