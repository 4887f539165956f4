import { eraseDemo } from '@/domain/people/erase-demo';
import { EraseDemoInput } from '@/domain/people/schema';
import { log } from '@/server/log';
import { methods } from '@/server/methods';
import { route } from '@/server/route';
import { setupCode } from '@/server/setup-code';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({
    input: EraseDemoInput,
    run: async (ctx) => {
      await eraseDemo(ctx);
      log().warn({ requestId: ctx.requestId }, 'demo erased: the installation waits for its first owner');
      return { setupCode: setupCode() };
    },
  }),
});
