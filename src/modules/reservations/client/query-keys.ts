/** Every query key comes from here, so that patches always meet the lists they are for. */
export const reservasQueryKeys = {
  all: (businessId: string) => ['reservas', businessId] as const,
  lists: (businessId: string) => [...reservasQueryKeys.all(businessId), 'list'] as const,
  /** `day` undefined is the venue's current business day, as the server sees it. */
  list: (businessId: string, day: string | undefined) =>
    [...reservasQueryKeys.lists(businessId), day ?? 'current'] as const,
  /** Ids that the server finds for `typed`, among `parties` rows; no list, so nothing is patched into it. */
  search: (businessId: string, typed: string, parties: number) =>
    [...reservasQueryKeys.all(businessId), 'search', typed, parties] as const,
  history: (businessId: string, reservationId: string) =>
    [...reservasQueryKeys.all(businessId), 'history', reservationId] as const,
  pass: (businessId: string, reservationId: string) =>
    [...reservasQueryKeys.all(businessId), 'pass', reservationId] as const,
  me: () => ['me'] as const,
};

/** The console's; `businessId` undefined is every venue. */
export const monitorQueryKeys = {
  all: ['monitor'] as const,
  overview: (businessId: string | undefined, filter: object) =>
    [...monitorQueryKeys.all, 'overview', businessId ?? 'all', filter] as const,
  device: (connectionId: string) => [...monitorQueryKeys.all, 'device', connectionId] as const,
};
