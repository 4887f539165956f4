import { scanQr } from '@/domain/attendance/scan-qr';
import { ScanQrInput } from '@/domain/attendance/schema';
import { methods } from '@/server/methods';
import { route } from '@/server/route';

export const { GET, POST, PUT, PATCH, DELETE } = methods({ POST: route({ input: ScanQrInput, run: scanQr }) });
