import account from './account.json' with { type: 'json' };
import booking from './booking.json' with { type: 'json' };
import common from './common.json' with { type: 'json' };
import counts from './counts.json' with { type: 'json' };
import devices from './devices.json' with { type: 'json' };
import docs from './docs.json' with { type: 'json' };
import errors from './errors.json' with { type: 'json' };
import evidence from './evidence.json' with { type: 'json' };
import failed from './failed.json' with { type: 'json' };
import files from './files.json' with { type: 'json' };
import incidents from './incidents.json' with { type: 'json' };
import keys from './keys.json' with { type: 'json' };
import layout from './layout.json' with { type: 'json' };
import mail from './mail.json' with { type: 'json' };
import members from './members.json' with { type: 'json' };
import monitor from './monitor.json' with { type: 'json' };
import pase from './pase.json' with { type: 'json' };
import people from './people.json' with { type: 'json' };
import plan from './plan.json' with { type: 'json' };
import privacy from './privacy.json' with { type: 'json' };
import puerta from './puerta.json' with { type: 'json' };
import reservas from './reservas.json' with { type: 'json' };
import roles from './roles.json' with { type: 'json' };
import settings from './settings.json' with { type: 'json' };
import tonight from './tonight.json' with { type: 'json' };
import trail from './trail.json' with { type: 'json' };
import waitlist from './waitlist.json' with { type: 'json' };

export const texts = {
  account,
  booking,
  common,
  counts,
  errors,
  failed,
  files,
  people,
  reservas,
  puerta,
  pase,
  monitor,
  incidents,
  evidence,
  keys,
  devices,
  docs,
  tonight,
  trail,
  waitlist,
  settings,
  layout,
  mail,
  members,
  plan,
  privacy,
  roles,
};
