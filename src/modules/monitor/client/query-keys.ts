/** The query keys of the console; `businessId` undefined means every venue. */
export const monitorQueryKeys = {
  all: ['monitor'] as const,
  overview: (businessId: string | undefined, filter: object) =>
    [...monitorQueryKeys.all, businessId ?? 'all', 'overview', filter] as const,
  venues: () => [...monitorQueryKeys.all, 'all', 'venues'] as const,
  device: (connectionId: string) => [...monitorQueryKeys.all, 'any', 'device', connectionId] as const,
};
