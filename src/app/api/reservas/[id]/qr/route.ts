import { getPass } from '@/domain/passes/get-pass';
import { GetPassInput } from '@/domain/passes/schema';
import { methods } from '@/server/methods';
import { fileResponse, jsonResponse, route } from '@/server/route';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({
    input: GetPassInput,
    run: getPass,
    respond: (pass) => ('bytes' in pass ? fileResponse(pass) : jsonResponse(pass)),
  }),
});
