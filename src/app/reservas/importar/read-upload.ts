import type { ImportFile } from '@/modules/imports/client/imports-api';

/** The file as it is sent. Rejects when the browser cannot read it, as when it has been moved meanwhile. */
export function readUpload(file: File): Promise<ImportFile> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(reader.error ?? new Error('not read'));
    reader.onload = () => {
      const address = String(reader.result);
      resolve({ fileName: file.name.slice(0, 200), content: address.slice(address.indexOf(',') + 1) });
    };
    reader.readAsDataURL(file);
  });
}
