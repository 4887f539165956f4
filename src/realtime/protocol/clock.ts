/**
 * In a request, the time of the device's clock when it is sent: an ISO instant. The server uses it to correct the times in the request.
 */
export const CLOCK_HEADER = 'x-aforo-clock';
