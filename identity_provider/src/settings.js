/** What the stack says by environment variables; there are no defaults that could be forgotten. */
export function readSettings(environment) {
  const read = (name) => {
    const value = environment[name];
    if (!value) throw new Error(`Set ${name}. The local stack does so by itself: make up`);
    return value;
  };
  return {
    host: environment.HOST ?? '127.0.0.1',
    port: Number(read('PORT')),
    issuer: read('ISSUER'),
    clientId: read('CLIENT_ID'),
    clientSecret: read('CLIENT_SECRET'),
    publicUrl: read('PUBLIC_URL'),
    peopleFile: read('PEOPLE_FILE'),
  };
}
