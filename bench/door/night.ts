import { Client } from 'pg';

/** Gives every reservation of the database that has no pass one, as `preparePass` would. */
export async function givePasses(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`
      insert into qr_pass (business_id, id, reservation_id, key_id, epoch, not_before, expires_at)
      select r.business_id, gen_random_uuid()::text, r.id, k.key_id, 1, r.reserved_at - interval '1 day', r.reserved_at + interval '1 day'
      from reservation r join pass_key k on k.business_id = r.business_id and k.retired_at is null
      where r.deleted_at is null and not exists
        (select from qr_pass p where p.business_id = r.business_id and p.reservation_id = r.id and p.revoked_at is null)`);
  } finally {
    await client.end();
  }
}
