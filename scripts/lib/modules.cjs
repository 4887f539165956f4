/** The modules of src/modules, in order: each uses only those before it. A new module is a line here. */
module.exports = [
  'venues',
  'access',
  'audit',
  'reports',
  'passes',
  'reservations',
  'attendance',
  'monitor',
  'retention',
  'setup',
];
