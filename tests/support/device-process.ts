import { Api } from './api';
import { Device } from './device';

/** A device as a process: tells what it shows whenever its parent asks. Its argument is where it signs in, as JSON. */
const { url, cookie, businessId } = JSON.parse(process.argv[2] ?? '{}');
const device = await Device.open(new Api(url, cookie, businessId), { stream: { silenceGrace: 500 } });
process.on('message', () => {
  const { state, seq, connects, faults, rows } = device;
  process.send?.({ status: state.status, seq, connects, faults, rows });
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
